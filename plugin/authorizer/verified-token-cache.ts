import type { JsonObject } from './strict-json.ts'

/** A token whose signature was found good. Its times, issuer and audience are for each request to check. */
export interface VerifiedToken {
  readonly kind: 'verified'
  readonly claims: JsonObject
  /** The claims as an event carries them: all text, by name. */
  readonly stringClaims: Readonly<Record<string, string>>
}

/** Tokens verified with one key set, so that a client's next requests do not pay for RSA again. */
export interface VerifiedTokens {
  get(token: string): VerifiedToken | undefined
  add(token: string, verified: VerifiedToken): void
}

/** @param maxTokens the oldest goes when one more comes. A token is at most 10 kB, as all headers together are. */
export function createVerifiedTokens(maxTokens: number): VerifiedTokens {
  const tokens = new Map<string, VerifiedToken>()
  return {
    get: (token) => tokens.get(token),
    add(token, verified) {
      const [oldest] = tokens.size >= maxTokens ? tokens.keys() : []
      if (oldest !== undefined) tokens.delete(oldest)
      tokens.set(token, verified)
    },
  }
}
