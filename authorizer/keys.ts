import type { CryptoKey } from 'jose'
import type { RsaAlgorithm } from './check-header.ts'
import { fetchKeySet, KeyFetchError } from './fetch-key-set.ts'
import type { KeySet, VerifiedTokenCache } from './key-set.ts'
import { createKeySet } from './key-set.ts'
import type { LogSafeText } from './log-safe.ts'
import { vouchFor } from './log-safe.ts'
import type { Refusal } from './refusal.ts'
import { refuseToken } from './refusal.ts'

export interface SigningKey {
  readonly kind: 'key'
  readonly key: CryptoKey
  /** Where to keep a token that this key verifies. */
  readonly verified: VerifiedTokenCache
}

/** The keys of every issuer that the service names. */
export interface KeySource {
  /** What was verified with the issuer's present keys; undefined if they must be fetched again. */
  verified(issuer: string): VerifiedTokenCache | undefined
  /** The key for one token, fetched or cached. Never rejects. */
  find(issuer: string, kid: string, alg: RsaAlgorithm): Promise<SigningKey | Refusal>
}

/** Keys are kept for two hours, as AWS may. Source: AWS http-api-jwt-authorizer. */
const maxAgeMs = 2 * 60 * 60 * 1_000
/** AWS does not say whether a `kid` it does not know makes it look again. Here it does, at most this often. */
const unknownKidMs = 5_000
/** A failed fetch is not repeated immediately, so that not every request waits for a dead issuer. */
const failureMs = 1_000

interface IssuerState {
  keySet: KeySet | undefined
  fetchedAtMs: number
  failure: { readonly error: KeyFetchError; readonly atMs: number } | undefined
  fetching: Promise<void> | undefined
}

export interface KeySourceOptions {
  /**
   * Milliseconds from any start, by a clock that is never set. By the time of day, a clock set back one hour would keep a failed
   * fetch, or old keys, for one hour longer.
   *
   * @default performance.now
   */
  readonly elapsedMs?: () => number
  /** Gets the members of an issuer's key set; rejects with a {@link KeyFetchError}. @default over the network, as AWS does */
  readonly fetchKeys?: (issuer: string) => Promise<readonly unknown[]>
}

/**
 * Fetches the keys of issuers and caches them.
 *
 * Not jose's `createRemoteJWKSet`: it ages keys by `Date.now()`, so that a clock set back one hour would refuse a new key for that hour, and
 * it has no discovery and no pause after a failed fetch.
 */
export function createKeySource(options: KeySourceOptions = {}): KeySource {
  const { elapsedMs: now = () => performance.now(), fetchKeys = fetchKeySet } = options
  const states = new Map<string, IssuerState>()

  function stateOf(issuer: string): IssuerState {
    const known = states.get(issuer)
    if (known) return known
    const state = { keySet: undefined, fetchedAtMs: 0, failure: undefined, fetching: undefined }
    states.set(issuer, state)
    return state
  }

  function isFresh(state: IssuerState): boolean {
    return state.keySet !== undefined && now() - state.fetchedAtMs < maxAgeMs
  }

  function mayFetch(state: IssuerState): boolean {
    if (state.failure && now() - state.failure.atMs < failureMs) return false
    return !isFresh(state) || now() - state.fetchedAtMs >= unknownKidMs
  }

  /** One fetch at a time; requests that come meanwhile wait for it. */
  function refresh(issuer: string, state: IssuerState): Promise<void> {
    state.fetching ??= fetchInto(issuer, state).finally(() => {
      state.fetching = undefined
    })
    return state.fetching
  }

  async function fetchInto(issuer: string, state: IssuerState): Promise<void> {
    try {
      state.keySet = createKeySet(await fetchKeys(issuer))
      state.fetchedAtMs = now()
      state.failure = undefined
    } catch (error) {
      if (!(error instanceof KeyFetchError)) throw error
      state.failure = { error, atMs: now() }
    }
  }

  return {
    verified(issuer) {
      const state = states.get(issuer)
      return state && isFresh(state) ? state.keySet?.verified : undefined
    },
    async find(issuer, kid, alg) {
      const state = stateOf(issuer)
      const isKnown = isFresh(state) && state.keySet?.has(kid)
      if (!isKnown && (state.fetching || mayFetch(state))) await refresh(issuer, state)
      if (!isFresh(state) || !state.keySet) return refuseFetch(state.failure?.error)
      const key = await state.keySet.key(kid, alg)
      if ('problem' in key) return refuseKey(key.problem)
      return { kind: 'key', key, verified: state.keySet.verified }
    },
  }
}

function refuseFetch(error: KeyFetchError | undefined): Refusal {
  return refuseToken('key', {
    description:
      error?.place === 'jwks' ? 'JWKS communication error' : 'OIDC discovery endpoint communication error',
    // It is about the issuer's settings and documents; nothing of the token is used to fetch them.
    found: vouchFor(error?.message ?? 'no answer'),
  })
}

function refuseKey(problem: LogSafeText): Refusal {
  return refuseToken('key', { found: problem })
}
