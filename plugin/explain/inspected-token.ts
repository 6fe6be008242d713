import type { ClaimContext } from '../../authorizer/authorizer.ts'
import { decodeToken } from '../../authorizer/decode-token.ts'
import type { Refusal } from '../../authorizer/refusal.ts'
import type { JsonObject } from '../../authorizer/strict-json.ts'
import { isObject } from '../../providers/read-claim.ts'

/** What an explanation is made from: a token and what it is held against. Nothing of the token is verified. */
export interface InspectedToken extends ClaimContext {
  /** As it came, without `Bearer `; empty where no token was found. */
  readonly text: string
  /** Undefined where it cannot be read. Of an encrypted token it can, though the gateway refuses to. */
  readonly header: JsonObject | undefined
  readonly claims: JsonObject | undefined
}

/** @param presented what was found in the request: a token, or why there is none. */
export function inspectToken(presented: string | Refusal, context: ClaimContext): InspectedToken {
  const { authorizer, routeScopes, nowMs } = context
  const text = typeof presented === 'string' ? presented : ''
  const decoded = decodeToken(text)
  const read = decoded.kind === 'decoded' ? decoded : { header: readFirstPart(text), claims: undefined }
  return { authorizer, routeScopes, nowMs, text, header: read.header, claims: read.claims }
}

/** A header where the rest is encrypted, cut short or spoiled: read leniently, to explain only. */
function readFirstPart(text: string): JsonObject | undefined {
  try {
    const header: unknown = JSON.parse(Buffer.from(text.split('.', 1)[0] ?? '', 'base64url').toString('utf8'))
    return isObject(header) ? header : undefined
  } catch {
    return undefined
  }
}
