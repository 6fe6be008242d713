import type { CryptoKey, JWK } from 'jose'
import { createLocalJWKSet, errors } from 'jose'
import QuickLRU from 'quick-lru'
import type { RsaAlgorithm } from './check-header.ts'
import type { LogSafeText } from './log-safe.ts'
import { logSafe, vouchFor } from './log-safe.ts'
import type { JsonObject } from './strict-json.ts'

/** A token whose signature was found good. Its times, issuer and audience are for each request to check. */
export interface VerifiedToken {
  readonly kind: 'verified'
  readonly claims: JsonObject
  /** The claims as an event carries them: all text, by name. */
  readonly stringClaims: Readonly<Record<string, string>>
}

/** By the whole token, so that a client's next requests do not pay for RSA again. */
export type VerifiedTokenCache = QuickLRU<string, VerifiedToken>

/** The cache holds up to twice as many. A token is at most 10 kB, as all headers together are. */
const maxVerifiedTokens = 500

/** One fetched JWKS, and the tokens verified with it: both end together. */
export interface KeySet {
  readonly verified: VerifiedTokenCache
  has(kid: string): boolean
  /** The key of that name for that algorithm, or why it cannot be used. */
  key(kid: string, alg: RsaAlgorithm): Promise<CryptoKey | { readonly problem: LogSafeText }>
}

/** Keeps what may verify an RSA signature: `kty` RSA, a `kid`, not meant for encryption. The rest is left out. */
export function createKeySet(members: readonly unknown[]): KeySet {
  const keys = members.flatMap(readRsaKey)
  const findKey = createLocalJWKSet({ keys })
  const has = (kid: string) => keys.some((jwk) => jwk.kid === kid)
  return {
    verified: new QuickLRU({ maxSize: maxVerifiedTokens }),
    has,
    async key(kid, alg) {
      try {
        return checkStrength(await findKey({ alg, kid }))
      } catch (error) {
        return { problem: has(kid) ? describeProblem(error, alg) : logSafe`no key of that name` }
      }
    },
  }
}

/** Only the public members: a set that gives away private keys verifies signatures all the same. */
function readRsaKey(member: unknown): JWK[] {
  const { kty, kid, n, e, alg, use, key_ops }: Record<string, unknown> = { ...Object(member) }
  if (kty !== 'RSA' || typeof kid !== 'string' || (use !== undefined && use !== 'sig')) return []
  return [{ kty, kid, n, e, alg, key_ops } as JWK]
}

function describeProblem(error: unknown, alg: RsaAlgorithm): LogSafeText {
  if (error instanceof errors.JWKSMultipleMatchingKeys) return logSafe`two keys of that name`
  if (error instanceof errors.JWKSNoMatchingKey)
    return logSafe`a key of that name that is not for signing with ${vouchFor(alg)}`
  return logSafe`a key of that name that cannot be read`
}

/** At least 2048 bits (RFC 7518 section 3.3), and an exponent with which not everybody can sign. */
function checkStrength(key: CryptoKey): CryptoKey | { readonly problem: LogSafeText } {
  const bits: unknown = Reflect.get(key.algorithm, 'modulusLength')
  if (typeof bits !== 'number' || bits < 2048) return { problem: logSafe`a key of fewer than 2048 bits` }
  const exponent: unknown = Reflect.get(key.algorithm, 'publicExponent')
  const isLarge = exponent instanceof Uint8Array && Number(`0x${Buffer.from(exponent).toString('hex')}`) >= 3
  return isLarge ? key : { problem: logSafe`a key with an exponent below 3` }
}
