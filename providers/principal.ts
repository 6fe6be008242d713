/** Which of the two tokens of a sign-in the caller sent. */
export type TokenUse = 'id' | 'access'

/**
 * Where `Principal.claims` comes from: `token` is the exact JSON of the bearer token that the gateway verified;
 * `string-claims` is what the gateway passed on, when that token was not available or did not match: all text on AWS,
 * typed where an emulator leaves the types.
 */
export type ClaimsSource = 'token' | 'string-claims'

/** Claims by name. Values are JSON (`claimsSource: 'token'`) or as the gateway passed them on (`'string-claims'`). */
export type Claims = Readonly<Record<string, unknown>>

interface CommonPrincipal {
  /** The provider whose rules read the claims: `cognito`, `auth0`, `okta` or `oidc`. */
  readonly provider: string
  /** `iss`, exactly as signed, trailing slash included (RFC 7519 section 4.1.1). */
  readonly issuer: string
  /** The caller within that issuer, the same for both tokens of one user. */
  readonly subject: string
  /** Issuer and subject together, `<issuer>#<subject>`: what to key data on. Never key on `subject` alone. */
  readonly key: string
  /** `aud` as a list; empty for a Cognito access token, which has none. */
  readonly audience: readonly string[]
  /** The OAuth client that the token was issued to. */
  readonly clientId: string | undefined
  /** Memberships stated by the provider. Empty too when `ambiguous` names them: see there. */
  readonly groups: readonly string[]
  /** Auth0 RBAC permissions; the app roles of a client at Entra ID; empty elsewhere. */
  readonly permissions: readonly string[]
  /**
   * Which of the lists above could not be read back from the gateway's text, since `[a b]` may be one
   * name or two. They are left empty rather than guessed, and a guard that needs one refuses.
   */
  readonly ambiguous: readonly ('groups' | 'permissions')[]
  /** `iat`, seconds since the epoch. */
  readonly issuedAt: number
  /** `exp`, seconds since the epoch. */
  readonly expiresAt: number
  readonly claims: Claims
  readonly claimsSource: ClaimsSource
}

/** A caller who sent an id token: always a user, with what the provider says about them. An id token that shows no user is read as an access token. */
export interface IdPrincipal extends CommonPrincipal {
  readonly tokenUse: 'id'
  readonly kind: 'user'
  readonly username: string | undefined
  readonly email: string | undefined
  /** `true` only if the provider says so; absent counts as `false`. */
  readonly emailVerified: boolean
  readonly name: string | undefined
  readonly picture: string | undefined
}

/**
 * A caller who sent an access token: a user through a client (`user`), which the token must show, or a client on its own (`client`):
 * machine-to-machine, a CI job, a service account, or a caller of whom the token does not say.
 */
export interface AccessPrincipal extends CommonPrincipal {
  readonly tokenUse: 'access'
  readonly kind: 'user' | 'client'
  readonly username: string | undefined
  /** Plain names: the provider's prefix is taken off (`claimcheck/profile.delete` reads `profile.delete`). */
  readonly scopes: readonly string[]
}

/** The caller, in one shape for every provider and for both kinds of token. Narrow on `tokenUse`. */
export type Principal = IdPrincipal | AccessPrincipal
