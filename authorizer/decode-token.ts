import { toStringClaims } from '../providers/index.ts'
import type { LogSafeText } from './log-safe.ts'
import { logSafe, vouchFor } from './log-safe.ts'
import type { Refusal } from './refusal.ts'
import { refuseToken, wrongSegments } from './refusal.ts'
import type { JsonObject } from './strict-json.ts'
import { parseStrictObject } from './strict-json.ts'

/** A token taken apart; nothing of it is verified yet. */
export interface DecodedToken {
  readonly kind: 'decoded'
  readonly header: JsonObject
  readonly claims: JsonObject
  /** The claims as an event carries them: all text, by name. */
  readonly stringClaims: Readonly<Record<string, string>>
}

/**
 * Takes a compact JWS apart, strictly: three segments, none empty, each in the one canonical base64url form
 * (RFC 7515 appendix C: no padding, no spaces, no spare bits), header and payload one JSON object each.
 */
export function decodeToken(token: string): DecodedToken | Refusal {
  const segments = token.split('.')
  const [header, payload, signature] = segments
  if (segments.length !== 3 || !header || !payload || !signature) return refuseSegments(segments)
  const decodedHeader = decodeSegment(header)
  const decodedPayload = decodeSegment(payload)
  if (!decodedHeader) return refuseDecoding('header')
  if (!decodedPayload) return refuseDecoding('payload')
  if (!decodeSegment(signature)) return refuseDecoding('signature')
  const headerJson = parseStrictObject(decodedHeader)
  const claimsJson = parseStrictObject(decodedPayload)
  if ('problem' in headerJson) return refuseDecoding('header', headerJson.problem)
  if ('problem' in claimsJson) return refuseDecoding('payload', claimsJson.problem)
  const stringClaims = flatten(claimsJson.value)
  if (!stringClaims) return refuseDecoding('payload', logSafe`claims that nest deeper than 100 levels`)
  return { kind: 'decoded', header: headerJson.value, claims: claimsJson.value, stringClaims }
}

function decodeSegment(segment: string): Buffer | undefined {
  const bytes = Buffer.from(segment, 'base64url')
  return bytes.toString('base64url') === segment ? bytes : undefined
}

function flatten(claims: JsonObject): Record<string, string> | undefined {
  try {
    return toStringClaims(claims)
  } catch {
    return undefined
  }
}

function refuseSegments(segments: readonly string[]): Refusal {
  const empty = segments.filter((segment) => segment === '').length
  const count = segments.length === 1 ? logSafe`one segment` : logSafe`${segments.length} segments`
  return refuseToken('decode', {
    description: wrongSegments,
    found: empty > 0 ? logSafe`${count}, ${empty} of them empty` : count,
  })
}

function refuseDecoding(
  part: 'header' | 'payload' | 'signature',
  found: LogSafeText = logSafe`text that is not canonical base64url`,
): Refusal {
  return refuseToken('decode', {
    found: logSafe`${found} in the ${vouchFor(part)}`,
  })
}
