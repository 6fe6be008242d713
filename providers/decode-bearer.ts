import { isObject } from './is-object.ts'
import type { Claims } from './principal.ts'

// Three base64url parts, bare or after `Bearer `: the two forms that the authorizer's documentation promises to
// accept. A header sent twice arrives joined by a comma and does not fit.
const oneToken = /^(?:Bearer )?[\w-]+\.([\w-]+)\.[\w-]+$/

/**
 * Decodes the payload of the one token that an `authorization` header holds. Verifies nothing.
 *
 * @returns the claims with their JSON types and no prototype, or `undefined` when the header holds anything but
 * one token of three parts whose payload is a JSON object.
 */
export function decodeBearer(authorization: unknown): Claims | undefined {
  const payload = typeof authorization === 'string' ? oneToken.exec(authorization)?.[1] : undefined
  if (payload === undefined) return undefined
  const decoded = parseJson(Buffer.from(payload, 'base64url').toString())
  return isObject(decoded) ? Object.assign(Object.create(null), decoded) : undefined
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
