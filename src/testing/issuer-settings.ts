import { isProviderName, type ProviderName, providerNames } from '../../providers/index.ts'
import type { IssuerProfile, TokenClaims } from '../../providers/issuer-profile.ts'
import { issuerProfiles } from '../../providers/registry.ts'
import { TestKitError } from './test-kit-error.ts'

/** How a tenant is set up, where your service's differs from the default. */
export interface IssuerSettings {
  /** Exactly as in `iss`. Nothing is ever fetched from it. @default `https://issuer.test`, with the provider's path */
  readonly issuer?: string | undefined
  /** The API that access tokens are for; Cognito's name none. @default the provider's own in the local run */
  readonly audience?: string | undefined
  /** The client that users sign in with. @default the provider's own in the local run */
  readonly clientId?: string | undefined
  /** What comes before a scope's plain name in tokens. @default `claimcheck/` for Cognito, none for the others */
  readonly scopePrefix?: string | undefined
  /** The claim that holds groups. Cognito's name is fixed. @default as the local run has it */
  readonly groupsClaim?: string | undefined
}

/**
 * The provider's profile with these settings.
 *
 * @throws {TestKitError} `ERR_PROVIDER_UNKNOWN`, or `ERR_CLAIM_NEVER_ISSUED` for a setting that the provider does not have.
 */
export function profileOf(provider: ProviderName, settings: IssuerSettings): IssuerProfile {
  const profile = issuerProfiles[assertProvider(provider)]
  const { scopePrefix = profile.scopePrefix, groupsClaim = profile.groupsClaim } = settings
  const { clientId = profile.clientId, audience: apiAudience = profile.apiAudience } = settings
  if (provider === 'cognito' && groupsClaim !== profile.groupsClaim) throw fixedGroups(groupsClaim)
  const values = new Map([[profile.apiAudience, apiAudience]])
  const shape = (claims: TokenClaims) => renameGroups(replaceAudience(claims, values), profile, groupsClaim)
  return {
    ...profile,
    ...{ scopePrefix, groupsClaim, clientId, apiAudience },
    authorizerAudience: profile.authorizerAudience.map((name) =>
      name === profile.clientId ? clientId : (values.get(name) ?? name),
    ),
    idTokenClaims: (facts) => shape(profile.idTokenClaims(facts)),
    accessTokenClaims: (facts) => shape(profile.accessTokenClaims(facts)),
  }
}

/**
 * Exactly as in `iss`.
 *
 * @throws {TestKitError} `ERR_ISSUER_INVALID`
 */
export function issuerOf({ issuerPath }: IssuerProfile, { issuer }: Pick<IssuerSettings, 'issuer'>): string {
  if (issuer === undefined) return `https://issuer.test${issuerPath}`
  if (URL.parse(issuer)) return issuer
  throw new TestKitError(
    'ERR_ISSUER_INVALID',
    `The issuer '${issuer}' is not a URL. Write it as in the claim iss of your tokens: 'https://issuer.test${issuerPath}'.`,
  )
}

/** @throws {TestKitError} `ERR_PROVIDER_UNKNOWN` */
function assertProvider(provider: ProviderName): ProviderName {
  if (isProviderName(provider)) return provider
  const known = providerNames.map((name) => `'${name}'`).join(', ')
  throw new TestKitError('ERR_PROVIDER_UNKNOWN', `There is no provider '${provider}'. Use one of ${known}.`)
}

function replaceAudience(claims: TokenClaims, values: ReadonlyMap<string, string>): TokenClaims {
  const { aud } = claims
  if (aud === undefined) return claims
  const replaced = [aud].flat().map((name) => values.get(String(name)) ?? name)
  return { ...claims, aud: Array.isArray(aud) ? replaced : replaced[0] }
}

function renameGroups(claims: TokenClaims, profile: IssuerProfile, groupsClaim: string): TokenClaims {
  if (groupsClaim === profile.groupsClaim) return claims
  const { [profile.groupsClaim]: groups, ...others } = claims
  return { ...others, [groupsClaim]: groups }
}

function fixedGroups(groupsClaim: string): TestKitError {
  return new TestKitError(
    'ERR_CLAIM_NEVER_ISSUED',
    `Cognito puts groups into cognito:groups, never into '${groupsClaim}'. Leave groupsClaim out.`,
  )
}
