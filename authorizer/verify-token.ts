import { compactVerify, errors } from 'jose'
import type { CheckedHeader } from './check-header.ts'
import { checkHeader } from './check-header.ts'
import type { DecodedToken } from './decode-token.ts'
import { decodeToken } from './decode-token.ts'
import type { VerifiedToken } from './key-set.ts'
import type { KeySource, SigningKey } from './keys.ts'
import { logSafe } from './log-safe.ts'
import type { Refusal } from './refusal.ts'
import { refuseToken } from './refusal.ts'

/**
 * Decodes a token and verifies its signature with the issuer's key of that `kid`; a token already verified with the
 * issuer's present key set is not verified again.
 */
export async function verifyToken(
  token: string,
  issuer: string,
  keys: KeySource,
): Promise<VerifiedToken | Refusal> {
  const known = keys.verified(issuer)?.get(token)
  if (known) return known
  const decoded = decodeToken(token)
  if (decoded.kind === 'refused') return decoded
  const header = checkHeader(decoded.header)
  if (header.kind === 'refused') return header
  const found = await keys.find(issuer, header.kid, header.alg)
  if (found.kind === 'refused') return found
  return verifyWithKey(token, { decoded, header, found })
}

interface Candidate {
  readonly decoded: DecodedToken
  readonly header: CheckedHeader
  readonly found: SigningKey
}

async function verifyWithKey(
  token: string,
  { decoded, header, found }: Candidate,
): Promise<VerifiedToken | Refusal> {
  if (!(await isSignatureGood(token, header, found))) return refuseSignature()
  const { claims, stringClaims } = decoded
  const verified: VerifiedToken = { kind: 'verified', claims, stringClaims }
  found.verified.set(token, verified)
  return verified
}

/** Over the bytes as sent; what they say is not looked at. */
export async function isSignatureGood(
  token: string,
  { alg }: CheckedHeader,
  { key }: Pick<SigningKey, 'key'>,
): Promise<boolean> {
  try {
    await compactVerify(token, key, { algorithms: [alg] })
    return true
  } catch (error) {
    if (error instanceof errors.JOSEError) return false
    throw error
  }
}

function refuseSignature(): Refusal {
  return refuseToken('signature', {
    found: logSafe`a signature that the key does not fit`,
  })
}
