/**
 * `claimcheck/providers`: how claims of each provider become a `Principal`. Internal: tools of this project may import it, and it may
 * change in any release. Handlers import `claimcheck`.
 *
 * @module
 */
import type { GatewayIdentity } from './gateway-identity.ts'
import type { Principal, TokenUse } from './principal.ts'
import { type ProviderName, providerNames, readers } from './registry.ts'
import { restoreClaims } from './restore-claims.ts'

export { ClaimsError, type ClaimsErrorCode } from './claims-error.ts'
export type { GatewayIdentity } from './gateway-identity.ts'
export type {
  AccessPrincipal,
  Claims,
  ClaimsSource,
  IdPrincipal,
  Principal,
  TokenUse,
} from './principal.ts'
export { type ProviderName, providerNames } from './registry.ts'
export { toStringClaims } from './string-claims.ts'

export interface PrincipalOptions {
  readonly provider: ProviderName
  /**
   * What comes before a scope's plain name on the wire, such as `claimcheck/` for a Cognito resource server.
   *
   * @default ''
   */
  readonly scopePrefix?: string | undefined
  /**
   * The claim that holds groups, where the issuer chooses its name. Cognito does not: there it is ignored. A path names a
   * nested one, `realm_access.roles`; a claim of exactly that name counts first.
   *
   * @default none for Auth0, `groups` for Okta and any other provider
   */
  readonly groupsClaim?: string | undefined
  /**
   * Where the route's authorizer finds the token: `$request.header.Authorization`, or at a REST API
   * `method.request.header.Authorization`.
   *
   * @default unknown: the header, which then may have been verified by nobody, is not read
   */
  readonly identitySource?: string | undefined
  /**
   * What the issuer's tokens are, where they do not say it themselves. For provider `oidc`; the others know.
   *
   * @default what the token says; one that says neither is refused
   */
  readonly tokenUse?: TokenUse | undefined
}

export function isProviderName(value: unknown): value is ProviderName {
  return providerNames.some((name) => name === value)
}

/**
 * Reads the one principal out of what the gateway says of the caller, whichever provider issued the token and
 * whether it is an id token or an access token.
 *
 * Verifies nothing: the gateway has done so. Values come from the token itself where it is available and states what
 * the gateway passed, else from the gateway's text; `claimsSource` says which. Lists that the text leaves open are
 * empty and named in `ambiguous`.
 *
 * @throws {ClaimsError} when the claims name no principal; answered with 401.
 */
export function readPrincipal(identity: GatewayIdentity, options: PrincipalOptions): Principal {
  return readers[options.provider]({
    ...restoreClaims(identity, options.identitySource),
    gatewayScopes: readGatewayScopes(identity.scopes),
    scopePrefix: options.scopePrefix ?? '',
    groupsClaim: options.groupsClaim || undefined,
    tokenUse: options.tokenUse,
  })
}

function readGatewayScopes(scopes: unknown): string[] {
  return Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === 'string') : []
}
