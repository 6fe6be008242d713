import { createSign, type KeyObject } from 'node:crypto'
import {
  issuerKey,
  TokenNotBreakable,
  unpublishedKey,
} from '../../../../authorizer/broken-tokens/make-broken-token.ts'
import { decodeToken } from '../../../../authorizer/decode-token.ts'
import type { CustomTokenDocument } from '../api-types.ts'
import type { ConsoleApi } from './console-api.ts'

/**
 * A token with the header and payload that somebody wrote, exactly as written: also one that is not JSON. A part that says the same
 * as before keeps its bytes, so that a kept signature still fits what was not changed.
 *
 * @throws {TokenNotBreakable} `ERR_TOKEN_UNREADABLE` when `token` is not a signed JWT, `ERR_ISSUER_NEEDED` when its issuer is not
 * part of this run.
 */
export function makeCustomToken(
  { token, header, payload, signing }: CustomTokenDocument,
  issuerKeys: ConsoleApi['issuerKeys'],
): string {
  const before = decodeToken(token)
  if (before.kind === 'refused')
    throw new TokenNotBreakable('ERR_TOKEN_UNREADABLE', 'The token to start from is not a signed JWT.')
  // Also where it does not sign: only tokens of this run's issuer may be edited here.
  const ownKey = issuerKey(issuerKeys, before.header.kid)
  const [oldHeader = '', oldPayload = '', oldSignature] = token.split('.')
  const text = `${encode(header, oldHeader)}.${encode(payload, oldPayload)}`
  if (signing === 'kept') return `${text}.${oldSignature}`
  return `${text}.${sign(text, signing === 'issuer' ? ownKey : unpublishedKey())}`
}

function encode(written: string, before: string): string {
  const same = normalize(written) === normalize(Buffer.from(before, 'base64url').toString())
  return same ? before : Buffer.from(written).toString('base64url')
}

/** Apart from spaces and line breaks; what is not JSON stays as it is. */
function normalize(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text))
  } catch {
    return text
  }
}

/** RS256 whatever the header says: a header that lies is one of the things to try. */
function sign(text: string, key: KeyObject): string {
  return createSign('sha256').update(text).sign(key, 'base64url')
}
