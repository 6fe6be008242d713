/**
 * How one vendor's issuer looks from outside: where its endpoints are and what its tokens say. Pure data and functions,
 * used only by the local issuer; the protocol itself is not here. Facts and sources: the vendor's own pages, named in
 * each provider's `issuer.ts`.
 */
export interface IssuerProfile {
  /** What follows the origin in `iss`: `/us-east-1_Local`, `/oauth2/default`, or `/` where the issuer ends with a slash. */
  readonly issuerPath: string
  /** Paths from the origin, not from the issuer: some vendors serve them on another host than the issuer's. */
  readonly endpoints: IssuerEndpoints
  /** The public client (no secret, code with PKCE) of the local console. */
  readonly clientId: string
  /** A confidential client with a secret, which acts for itself alone (RFC 6749 section 4.4). */
  readonly machineClientId: string
  /** The API that an access token is for. Not in the token where the vendor leaves `aud` out. An absolute URI (RFC 8707). */
  readonly apiAudience: string
  /** Whether a request that names no API is for that one. Where it is not, its access token is opaque. */
  readonly apiByDefault: boolean
  /** What the vendor puts before the plain name of a custom scope: `claimcheck/`, or nothing. */
  readonly scopePrefix: string
  /** What an authorizer lists so that both kinds of token of this issuer can be tried. */
  readonly authorizerAudience: readonly string[]
  /** The claim that holds the groups. */
  readonly groupsClaim: string
  /** The JWT header's `typ`; `undefined` where the vendor sends none. */
  readonly headerTypes: { readonly id: 'JWT' | undefined; readonly access: 'JWT' | 'at+jwt' | undefined }
  /** Whether id and access tokens are signed by different keys. */
  readonly separateKeys: boolean
  readonly idTokenSeconds: number
  readonly accessTokenSeconds: number
  /** When a code brings a refresh token: always, or only if the scope `offline_access` was asked for. */
  readonly refreshTokens: 'always' | 'offline_access'
  /** Each use of a refresh token replaces it; how long the former one still works, for an answer that got lost. */
  readonly refreshTokenReuseSeconds: number
  /** What a machine-to-machine client gets when it names no scope: all scopes, or a refusal. */
  readonly machineScopes: 'all' | 'refused'
  /** Whether an authorization request without `state` is refused. */
  readonly stateRequired: boolean
  /** The vendor's own way to sign out, understood alongside the standard one (OpenID Connect RP-Initiated Logout). */
  readonly vendorLogout: VendorLogout | undefined
  /**
   * Whether the user is asked before a client gets the scopes it requests, or all are granted without asking. For a client on
   * this machine, at an issuer with default settings.
   */
  readonly consent: 'asked' | 'never'
  /** The vendor's form of a user's id, from the UUID of the local user. */
  subject(userId: string): string
  /** What becomes of claims that a customer adds. */
  readonly customClaims: CustomClaimRules
  /** The whole payload of an id token. */
  idTokenClaims(facts: IdTokenFacts): TokenClaims
  /** The whole payload of an access token. */
  accessTokenClaims(facts: TokenFacts): TokenClaims
  /** What the userinfo endpoint says of a user, before the granted scopes cut it down. */
  userinfoClaims(user: IssuerUser): TokenClaims
}

/** Where claims of a user are read. */
export type ClaimPlace = 'id' | 'access' | 'userinfo'

/** How a vendor treats claims that its customer adds to the tokens of users. */
export interface CustomClaimRules {
  /** Of the vendor's own tokens, besides those of the standards: no customer can set them. */
  readonly own: readonly string[]
  /** Why the vendor never issues a claim of that name; undefined where it may. */
  leftOut(name: string): string | undefined
  /** What to know of a claim that it does issue. */
  caution(name: string): string | undefined
  isIn(name: string, place: ClaimPlace): boolean
  /** The value as tokens have it. */
  toValue(name: string, value: unknown): unknown
}

export interface VendorLogout {
  readonly path: string
  /** The vendor's name for `post_logout_redirect_uri`. */
  readonly redirectParameter: string
}

interface IssuerEndpoints {
  readonly authorization: string
  readonly token: string
  readonly userinfo: string
  readonly revocation: string
  readonly endSession: string
  readonly jwks: string
}

/** Members whose value is `undefined` are left out of the token. */
export type TokenClaims = Readonly<Record<string, unknown>>

/** A user with an account at the local issuer. */
export interface IssuerUser {
  /** UUID. */
  readonly id: string
  readonly email: string
  readonly name: string
  readonly givenName: string
  readonly familyName: string | undefined
  readonly groups: readonly string[]
  /** What the user may do with the API, as plain scope names. */
  readonly permissions: readonly string[]
  /** Custom claims, as the customer set them. @default none */
  readonly claims?: TokenClaims | undefined
  /** Last change of the account, seconds since the epoch. */
  readonly updatedAt: number
}

/** What a token is made of, whichever vendor's form it takes. Times are seconds since the epoch. */
export interface TokenFacts {
  /** Exactly as in `iss`. */
  readonly issuer: string
  readonly clientId: string
  /** What was exchanged for the token, by its name at the token endpoint. */
  readonly grant: 'authorization_code' | 'refresh_token' | 'client_credentials'
  /** Absent when the client acts for itself (client credentials). */
  readonly user: IssuerUser | undefined
  /** Granted scopes as on the wire, prefix included. */
  readonly scopes: readonly string[]
  readonly issuedAt: number
  /** When the user gave the password. */
  readonly authTime: number
  /** UUID of this token. */
  readonly tokenId: string
  /** UUID shared by all tokens of one sign-in. */
  readonly sessionId: string
}

export interface IdTokenFacts extends TokenFacts {
  readonly user: IssuerUser
  /** The value that the client sent to the authorization endpoint. */
  readonly nonce: string | undefined
  /** `at_hash` of the access token issued alongside it (OpenID Connect Core section 3.1.3.6). */
  readonly accessTokenHash: string | undefined
}

/** A list claim that the vendor leaves out rather than send empty. */
export function listClaim(values: readonly string[]): readonly string[] | undefined {
  return values.length > 0 ? values : undefined
}

/** The `scope` claim (RFC 8693 section 4.2); left out when nothing was granted. */
export function scopeClaim(scopes: readonly string[]): string | undefined {
  return scopes.length > 0 ? scopes.join(' ') : undefined
}
