/**
 * What a person can show: an id token; an access token with every scope of the service; one without `profile.delete`;
 * the token of a client by itself, which is no person's but comes from the same place.
 */
export const tokenKinds = ['id', 'access', 'accessWithoutScope', 'client'] as const

export type TokenKind = (typeof tokenKinds)[number]

export interface Person {
  /** The token, or undefined when this source has none of the kind. */
  token(kind: TokenKind): Promise<string | undefined>
}

/** Two people who own nothing but what the checks make for them. */
export interface People {
  /** Where their tokens come from, as it reads after "tokens of ". */
  readonly source: string
  readonly ada: Person
  readonly bob: Person
  /** Takes back whatever was made at the source to get tokens. */
  close(): Promise<void>
}
