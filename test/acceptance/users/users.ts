/**
 * The kinds of token of a test user: an id token; an access token with every scope of the service; one without
 * `profile.delete`; and a machine-to-machine token, which belongs to no user but comes from the same source.
 */
export const tokenKinds = ['id', 'access', 'accessWithoutScope', 'client'] as const

export type TokenKind = (typeof tokenKinds)[number]

export interface User {
  /** The token, or undefined when this source has none of the kind. */
  token(kind: TokenKind): Promise<string | undefined>
}

/** Two users who own nothing but what the checks create for them. */
export interface Users {
  /** Where their tokens come from, as it reads after "tokens from ". */
  readonly source: string
  readonly ada: User
  readonly bob: User
  /** Deletes whatever was created at the source to get tokens. */
  close(): Promise<void>
}

/** Requests each kind of token once: the checks compare responses, not tokens. */
export function cacheTokens(ask: (kind: TokenKind) => Promise<string | undefined>): User {
  const asked = new Map<TokenKind, Promise<string | undefined>>()
  return {
    token(kind) {
      const answer = asked.get(kind) ?? ask(kind)
      asked.set(kind, answer)
      return answer
    },
  }
}
