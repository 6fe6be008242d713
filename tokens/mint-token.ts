import { randomUUID } from 'node:crypto'
import type { IssuerUser, TokenClaims } from '../providers/issuer-profile.ts'
import type { TokenUse } from '../providers/principal.ts'
import { fullScopeName } from './scope-names.ts'
import { signToken } from './sign-token.ts'
import type { SigningKeys } from './signing-key.ts'
import { type TokenSource, tokenFacts } from './token-facts.ts'

/** An issuer that can sign. */
export interface Mint extends TokenSource {
  readonly keys: SigningKeys
}

export interface MintTokenOptions {
  readonly use: TokenUse
  /** Undefined for a client that acts for itself, which gets an access token whatever `use` says. */
  readonly user: IssuerUser | undefined
  /** As plain names, or in full. */
  readonly scopes: readonly string[]
  /** @default the profile's client, or its machine client */
  readonly clientId?: string | undefined
  /** Added to the vendor's claims, or in their place; undefined takes one away. */
  readonly claims?: TokenClaims | undefined
}

/** One token as a sign-in would give it, without the sign-in. */
export function mintToken(mint: Mint, options: MintTokenOptions): Promise<string> {
  const { profile, keys } = mint
  const use = options.user ? options.use : 'access'
  return signToken(profile, keys, use, { ...claimsOf(mint, options), ...options.claims })
}

/** The vendor's claims of such a token. */
export function claimsOf(
  source: TokenSource,
  { use, user, scopes, clientId }: MintTokenOptions,
): TokenClaims {
  const { profile } = source
  const common = {
    clientId: clientId ?? (user ? profile.clientId : profile.machineClientId),
    scopes: scopes.map((scope) => fullScopeName(source, scope)),
    authTime: undefined,
    sessionId: randomUUID(),
  }
  if (!user) {
    return profile.accessTokenClaims(tokenFacts(source, { ...common, grant: 'client_credentials', user }))
  }
  const facts = tokenFacts(source, { ...common, grant: 'authorization_code', user })
  return use === 'id'
    ? profile.idTokenClaims({ ...facts, nonce: randomUUID(), accessTokenHash: undefined })
    : profile.accessTokenClaims(facts)
}
