import type { IssuerProfile, IssuerUser, TokenClaims } from '../../providers/issuer-profile.ts'
import type { MintTokenOptions } from '../../tokens/mint-token.ts'
import { toIssuerUser } from '../../tokens/permissions.ts'
import { isCustomScope, openIdScopes, plainScopeName } from '../../tokens/scope-names.ts'
import { uuidOf } from '../../tokens/token-facts.ts'

/** Who signs in. */
export interface TestUser {
  /** A UUID, of which the provider makes its subject. @default made of the email, so always the same for one person */
  readonly id?: string | undefined
  /** @default 'ada.lovelace@example.com' */
  readonly email?: string | undefined
  /** @default made of the email: Ada Lovelace */
  readonly name?: string | undefined
}

/** What a user's token says. What is left out is as the provider has it by default. */
export interface UserTokenOptions {
  readonly user?: TestUser | undefined
  /** @default none */
  readonly groups?: readonly string[] | undefined
  /** Plain names; Auth0's access tokens list them. @default the service's own scopes of this token */
  readonly permissions?: readonly string[] | undefined
  /** Plain names (`notes.read`), or full ones (`orders-api/orders.read`). @default `openid`, `profile` and `email` */
  readonly scopes?: readonly string[] | undefined
  /** Added to the provider's claims, or in their place; `undefined` takes one away. */
  readonly claims?: TokenClaims | undefined
  /** The id of the client that was signed in with. @default the one that the authorizer lists */
  readonly client?: string | undefined
}

/** What the token of a client that acts for itself says. */
export type MachineTokenOptions = Pick<UserTokenOptions, 'scopes' | 'claims' | 'client'>

/** The same as the makers of tokens take it. */
export function toMintOptions(
  profile: IssuerProfile,
  use: MintTokenOptions['use'],
  options: UserTokenOptions,
  nowMs: number,
): MintTokenOptions & { readonly user: IssuerUser } {
  const { scopes = openIdScopes, client } = options
  const claims = claimsAsIssued(profile, options.claims)
  return { use, scopes, claims, clientId: client, user: userOf(profile, options, nowMs) }
}

/** As the provider writes them: an attribute of a user pool is text. */
export function claimsAsIssued({ customClaims }: IssuerProfile, claims: TokenClaims = {}): TokenClaims {
  const entries = Object.entries(claims).map(([name, value]) => [
    name,
    value === undefined ? undefined : customClaims.toValue(name, value),
  ])
  return Object.fromEntries(entries)
}

function userOf(profile: IssuerProfile, options: UserTokenOptions, nowMs: number): IssuerUser {
  const { scopes = [], groups = [], user: { email = 'ada.lovelace@example.com', id, name } = {} } = options
  const own = scopes.map((scope) => plainScopeName(profile, scope)).filter(isCustomScope)
  const account = { id: id ?? uuidOf(email), email, groups, updatedAt: Math.floor(nowMs / 1_000) }
  const user = toIssuerUser(account, options.permissions ?? own)
  return name === undefined ? user : { ...user, name, ...nameParts(name) }
}

function nameParts(name: string): Pick<IssuerUser, 'givenName' | 'familyName'> {
  const words = name.split(' ')
  return { givenName: words[0] ?? name, familyName: words.length > 1 ? words.at(-1) : undefined }
}
