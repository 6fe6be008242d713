import { realmPath, type Vendor, vendorOfHost } from './vendor-hosts.ts'

/** What an issuer's URL says about who runs it, for tools. Deployed functions go by `vendor-hosts.ts` alone. */
export interface KnownIssuer {
  readonly vendor: KnownVendor
  /** A host name belongs to its vendor; a path is a sign only: local issuers and custom domains have it too. */
  readonly by: 'host' | 'path'
  /** Okta's org authorization server, whose access tokens are for Okta alone; Entra ID's version 1 tokens. */
  readonly form?: 'org-server' | 'version-1'
  /** `us-east-1_EXAMPLE`; with Cognito only. */
  readonly pool?: string
}

type KnownVendor = Vendor | 'Keycloak' | 'Clerk'

/** The one issuer of Google. Its tokens may also name it without `https://`, which API Gateway never accepts. */
export const googleIssuer = 'https://accounts.google.com'

const poolPath = /^\/([a-z]{2}(?:-[a-z]+)+-\d_[A-Za-z0-9]+)$/

const clerkHost = /\.clerk\.accounts\.dev$/

const paths: readonly (readonly [path: RegExp, vendor: KnownVendor])[] = [
  [poolPath, 'Amazon Cognito'],
  [realmPath, 'Keycloak'],
  [/^\/oauth2\/[^/]+\/?$/, 'Okta'],
]

/** Recognizes the vendor of an issuer by its host name, else by its path. */
export function recognizeIssuer(issuer: unknown): KnownIssuer | undefined {
  const url = typeof issuer === 'string' ? URL.parse(issuer) : null
  if (!url) return `https://${issuer}` === googleIssuer ? { vendor: 'Google', by: 'host' } : undefined
  const owner = vendorOfHost(url.hostname) ?? (clerkHost.test(url.hostname) ? 'Clerk' : undefined)
  const vendor = owner ?? paths.find(([path]) => path.test(url.pathname))?.[1]
  if (!vendor) return undefined
  const pool = vendor === 'Amazon Cognito' ? poolPath.exec(url.pathname)?.[1] : undefined
  const form = formOf(vendor, url)
  return { vendor, by: owner ? 'host' : 'path', ...(form && { form }), ...(pool && { pool }) }
}

function formOf(vendor: KnownVendor, { hostname, pathname }: URL): KnownIssuer['form'] {
  if (vendor === 'Okta' && pathname === '/') return 'org-server'
  return hostname === 'sts.windows.net' ? 'version-1' : undefined
}
