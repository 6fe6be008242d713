import { readAuth0Claims } from './auth0/claims.ts'
import { auth0Issuer } from './auth0/issuer.ts'
import { auth0Parameters } from './auth0/parameters.ts'
import { readCognitoClaims } from './cognito/claims.ts'
import { cognitoIssuer } from './cognito/issuer.ts'
import { cognitoParameters } from './cognito/parameters.ts'
import type { IssuerProfile } from './issuer-profile.ts'
import { readOidcClaims } from './oidc/claims.ts'
import { oidcIssuer } from './oidc/issuer.ts'
import { oidcParameters } from './oidc/parameters.ts'
import { readOktaClaims } from './okta/claims.ts'
import { oktaIssuer } from './okta/issuer.ts'
import { oktaParameters } from './okta/parameters.ts'
import type { ProviderParameters } from './parameter.ts'
import type { Principal } from './principal.ts'
import type { ReaderInput } from './principal-parts.ts'

/** The one list of the providers. Adding one is a folder here, a file in config/, and a line in each table below. */
export const providerNames = ['cognito', 'auth0', 'okta', 'oidc'] as const

export type ProviderName = (typeof providerNames)[number]

// One table a purpose, and nothing computed: a bundler then leaves out of a function what only the local run needs.

/** How the claims of its tokens become a principal. */
export const readers: Readonly<Record<ProviderName, (input: ReaderInput) => Principal>> = {
  cognito: readCognitoClaims,
  auth0: readAuth0Claims,
  okta: readOktaClaims,
  oidc: readOidcClaims,
}

/** What a deploy has to be told. */
export const parameters: Readonly<Record<ProviderName, ProviderParameters>> = {
  cognito: cognitoParameters,
  auth0: auth0Parameters,
  okta: oktaParameters,
  oidc: oidcParameters,
}

/** How its issuer and tokens look, for the local issuer. */
export const issuerProfiles: Readonly<Record<ProviderName, IssuerProfile>> = {
  cognito: cognitoIssuer,
  auth0: auth0Issuer,
  okta: oktaIssuer,
  oidc: oidcIssuer,
}
