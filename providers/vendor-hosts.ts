/** A vendor whose rules its host names tell. `workload` stands for CI services, whose tokens are never a person's. */
export type Vendor =
  | 'Amazon Cognito'
  | 'Auth0'
  | 'Okta'
  | 'Microsoft Entra ID'
  | 'Azure AD B2C'
  | 'Google'
  | 'Firebase'
  | 'GitLab'
  | 'workload'

// A host name belongs to its vendor, so this is what a deployed function goes by; recognize-issuer.ts adds what only tools ask.
const hosts: readonly (readonly [host: RegExp, vendor: Vendor])[] = [
  [/^(?:issuer-)?cognito-idp\.[\w-]+\.amazonaws\.com(?:\.cn)?$/, 'Amazon Cognito'],
  [/\.auth0\.com$/, 'Auth0'],
  [/\.okta(?:preview|-emea|-gov)?\.com$/, 'Okta'],
  [
    /^(?:login\.microsoftonline\.(?:com|us)|login\.partner\.microsoftonline\.cn|sts\.windows\.net|[\w-]+\.ciamlogin\.com)$/,
    'Microsoft Entra ID',
  ],
  [/^[\w-]+\.b2clogin\.(?:com|cn)$/, 'Azure AD B2C'],
  [/^accounts\.google\.com$/, 'Google'],
  [/^(?:securetoken|session\.firebase)\.google\.com$/, 'Firebase'],
  [/^gitlab\.com$/, 'GitLab'],
  [
    /^(?:token\.actions\.githubusercontent\.com|agent\.buildkite\.com|api\.bitbucket\.org|app\.terraform\.io|vstoken\.dev\.azure\.com|oidc\.(?:circleci\.com|vercel\.com|fly\.io))$/,
    'workload',
  ],
]

/** The last part of the path of a Keycloak realm, on whatever host. */
export const realmPath = /\/realms\/[^/]+\/?$/

/** The vendor that a host name belongs to; undefined for a custom domain. */
export function vendorOfHost(host: string): Vendor | undefined {
  return hosts.find(([known]) => known.test(host))?.[1]
}
