import type { Claims } from './principal.ts'
import { isObject } from './read-claim.ts'

// Three base64url parts, bare or after `Bearer `: the two forms that the authorizer's documentation promises to
// accept. A header sent twice arrives joined by a comma and does not fit.
const oneToken = /^(?:Bearer )?([\w-]+)\.([\w-]+)\.[\w-]+$/

export interface DecodedToken {
  /** With their JSON types and no prototype. */
  readonly claims: Claims
  /** `typ` of the JOSE header, such as `JWT` or `at+jwt` (RFC 9068 section 2.1). */
  readonly headerType: string | undefined
}

/**
 * Decodes the one token that an `authorization` header holds. Verifies nothing.
 *
 * @returns `undefined` when the header holds anything but one token of three parts whose payload is a JSON object.
 */
export function decodeBearer(authorization: unknown): DecodedToken | undefined {
  const [, header, payload] = (typeof authorization === 'string' && oneToken.exec(authorization)) || []
  const claims = parseJson(payload)
  if (!isObject(claims)) return undefined
  // Not a copy into an object made without a prototype: V8 keeps that as a hash table, which is slow to write as JSON.
  return { claims: Object.setPrototypeOf(claims, null), headerType: readType(parseJson(header)) }
}

function readType(header: unknown): string | undefined {
  return isObject(header) && typeof header.typ === 'string' ? header.typ : undefined
}

function parseJson(part = ''): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString())
  } catch {
    return undefined
  }
}
