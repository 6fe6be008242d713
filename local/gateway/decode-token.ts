import type { Refusal } from './refusal.ts'
import { refuseToken } from './refusal.ts'
import type { JsonObject } from './strict-json.ts'
import { parseStrictObject } from './strict-json.ts'

/** A token taken apart; nothing of it is verified yet. */
export interface DecodedToken {
  readonly kind: 'decoded'
  readonly header: JsonObject
  readonly claims: JsonObject
}

/**
 * Takes a compact JWS apart, strictly: three segments, none empty, each in the one canonical base64url form
 * (RFC 7515 appendix C: no padding, no blanks, no spare bits), header and payload one JSON object each.
 */
export function decodeToken(token: string): DecodedToken | Refusal {
  const segments = token.split('.')
  const [header, payload, signature] = segments
  if (segments.length !== 3 || !header || !payload || !signature) return refuseSegments(segments)
  const decodedHeader = decodeSegment(header)
  const decodedPayload = decodeSegment(payload)
  if (!decodedHeader) return refuseDecoding('header', 'text that is not canonical base64url')
  if (!decodedPayload) return refuseDecoding('payload', 'text that is not canonical base64url')
  if (!decodeSegment(signature)) return refuseDecoding('signature', 'text that is not canonical base64url')
  const headerJson = parseStrictObject(decodedHeader)
  const claimsJson = parseStrictObject(decodedPayload)
  if ('problem' in headerJson) return refuseDecoding('header', headerJson.problem)
  if ('problem' in claimsJson) return refuseDecoding('payload', claimsJson.problem)
  return { kind: 'decoded', header: headerJson.value, claims: claimsJson.value }
}

function decodeSegment(segment: string): Buffer | undefined {
  const bytes = Buffer.from(segment, 'base64url')
  return bytes.toString('base64url') === segment ? bytes : undefined
}

function refuseSegments(segments: readonly string[]): Refusal {
  const empty = segments.filter((segment) => segment === '').length
  const found = `${segments.length} segments${empty > 0 ? `, ${empty} of them empty` : ''}`
  return refuseToken('decode', {
    description: 'token contains an invalid number of segments',
    found: segments.length === 5 ? `${found} (an encrypted token has five)` : found,
    wanted: 'a signed JWT: three segments with a dot between them',
  })
}

function refuseDecoding(part: string, found: string): Refusal {
  return refuseToken('decode', {
    description: 'token is malformed',
    found: `${found} in the ${part}`,
    wanted: 'a JSON object in base64url, without padding (header, payload); bytes in base64url (signature)',
  })
}
