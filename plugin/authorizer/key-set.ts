import type { CryptoKey } from 'jose'
import { importJWK } from 'jose'
import type { RsaAlgorithm } from './check-header.ts'
import { rsaAlgorithms } from './check-header.ts'
import type { LogSafeText } from './log-safe.ts'
import { logSafe, vouchFor } from './log-safe.ts'
import type { VerifiedTokens } from './verified-token-cache.ts'
import { createVerifiedTokens } from './verified-token-cache.ts'

/** One fetched JWKS, and what was verified with it: both end together. */
export interface KeySet {
  readonly verified: VerifiedTokens
  has(kid: string): boolean
  /** The key of that name for that algorithm, or why it cannot be used. */
  key(kid: string, alg: RsaAlgorithm): Promise<CryptoKey | { readonly problem: LogSafeText }>
}

interface RsaJwk {
  readonly kid: string
  readonly n: string
  readonly e: string
  readonly alg: unknown
}

const maxVerifiedTokens = 1_000

/** Keeps what can verify an RSA signature: `kty` RSA, a `kid`, not meant for encryption. The rest is left out. */
export function createKeySet(jwks: readonly unknown[]): KeySet {
  const usable = jwks.filter(isUsable)
  const imported = new Map<string, Promise<CryptoKey | { readonly problem: LogSafeText }>>()

  async function importKey(
    kid: string,
    alg: RsaAlgorithm,
  ): Promise<CryptoKey | { readonly problem: LogSafeText }> {
    const [jwk, second] = usable.filter((each) => each.kid === kid)
    if (!jwk) return { problem: logSafe`no key of that name` }
    if (second) return { problem: logSafe`two keys of that name` }
    if (jwk.alg !== undefined && jwk.alg !== alg)
      return { problem: logSafe`a key of that name that is not for ${vouchFor(alg)}` }
    const key = await importJWK({ kty: 'RSA', n: jwk.n, e: jwk.e }, alg).catch(() => undefined)
    return key && !(key instanceof Uint8Array)
      ? refuseWeakKey(key)
      : { problem: logSafe`a key of that name that cannot be read` }
  }

  return {
    verified: createVerifiedTokens(maxVerifiedTokens),
    has: (kid) => usable.some((jwk) => jwk.kid === kid),
    key(kid, alg) {
      const id = `${alg} ${kid}`
      const known = imported.get(id)
      if (known) return known
      const importing = importKey(kid, alg)
      // Only names that the set has: whatever else a token may ask for must not fill the memory.
      if (usable.some((jwk) => jwk.kid === kid)) imported.set(id, importing)
      return importing
    },
  }
}

/** At least 2048 bits (RFC 7518 section 3.3), and an exponent with which not everybody can sign. */
function refuseWeakKey(key: CryptoKey): CryptoKey | { readonly problem: LogSafeText } {
  const bits: unknown = Reflect.get(key.algorithm, 'modulusLength')
  if (typeof bits !== 'number' || bits < 2048) return { problem: logSafe`a key of fewer than 2048 bits` }
  const exponent: unknown = Reflect.get(key.algorithm, 'publicExponent')
  const isLarge = exponent instanceof Uint8Array && Number(`0x${Buffer.from(exponent).toString('hex')}`) >= 3
  return isLarge ? key : { problem: logSafe`a key with an exponent below 3` }
}

function isUsable(jwk: unknown): jwk is RsaJwk {
  if (typeof jwk !== 'object' || jwk === null) return false
  const {
    kty,
    kid,
    n,
    e,
    use = 'sig',
    key_ops: operations = ['verify'],
    alg = 'RS256',
  }: Record<string, unknown> = { ...jwk }
  if (kty !== 'RSA' || typeof kid !== 'string' || typeof n !== 'string' || typeof e !== 'string') return false
  const isForVerifying = Array.isArray(operations) && operations.includes('verify')
  return use === 'sig' && isForVerifying && rsaAlgorithms.some((name) => name === alg)
}
