/** What an issuer's URL says of who runs it. */
export interface KnownIssuer {
  readonly vendor: Vendor
  /** `us-east-1_EXAMPLE`; with Cognito only. */
  readonly pool?: string
}

export type Vendor =
  | 'Amazon Cognito'
  | 'Auth0'
  | 'Okta'
  | 'Okta (org server)'
  | 'Microsoft Entra ID'
  | 'Google'
  | 'Keycloak'
  | 'Clerk'

const poolPath = /^\/([a-z]{2}(?:-[a-z]+)+-\d_[A-Za-z0-9]+)$/

/**
 * Recognizes a vendor by its host names and paths, to explain only. A custom domain hides the vendor, and a local issuer is known
 * by its path alone.
 */
export function recognizeIssuer(issuer: unknown): KnownIssuer | undefined {
  const url = typeof issuer === 'string' ? URL.parse(issuer) : null
  if (!url) return issuer === 'accounts.google.com' ? { vendor: 'Google' } : undefined
  const pool = poolPath.exec(url.pathname)?.[1]
  if (pool) return { vendor: 'Amazon Cognito', pool }
  const vendor = hosts.find(([host]) => host.test(url.hostname))?.[1] ?? vendorOfPath(url.pathname)
  if (!vendor) return undefined
  return { vendor: vendor === 'Okta' && url.pathname === '/' ? 'Okta (org server)' : vendor }
}

const hosts: readonly (readonly [host: RegExp, vendor: Vendor])[] = [
  [/\.auth0\.com$/, 'Auth0'],
  [/\.(?:okta|oktapreview|okta-emea|okta-gov)\.com$/, 'Okta'],
  [/^(?:login\.microsoftonline\.(?:com|us)|sts\.windows\.net)$/, 'Microsoft Entra ID'],
  [/^accounts\.google\.com$/, 'Google'],
  [/\.clerk\.accounts\.dev$/, 'Clerk'],
]

function vendorOfPath(path: string): Vendor | undefined {
  if (/\/realms\/[^/]+\/?$/.test(path)) return 'Keycloak'
  return /^\/oauth2\/[^/]+\/?$/.test(path) ? 'Okta' : undefined
}
