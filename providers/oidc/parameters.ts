import { findDomainFault } from '../domain-name.ts'
import { type Fault, findListFault, type ProviderParameters, type ReadValue } from '../parameter.ts'
import type { TokenUse } from '../principal.ts'
import { googleIssuer } from '../recognize-issuer.ts'
import { type Vendor, vendorOfHost } from '../vendor-hosts.ts'

const discoveryPath = '/.well-known/openid-configuration'

/** The parameters of a deploy for any other OpenID provider: Microsoft Entra ID, Keycloak, Google, Clerk and so on. */
export const oidcParameters: ProviderParameters = {
  vendor: 'OpenID Connect',
  prefix: 'OIDC_',
  values: [
    {
      name: 'OIDC_ISSUER',
      required: true,
      wanted: 'the issuer, exactly as "issuer" in its discovery document',
      example: 'https://id.example.com/realms/main',
      findFault: findIssuerFault,
    },
    {
      name: 'OIDC_AUDIENCE',
      required: true,
      wanted: 'what `aud` of an access token for your API is',
      example: 'https://api.example.com/profile',
      findFault: (value, read) => findListFault(value) ?? findAudienceFault(value, read),
    },
    {
      name: 'OIDC_ID_TOKEN_AUDIENCE',
      required: false,
      wanted: 'the client id of the application whose id tokens the API also accepts',
      example: 'web-app',
      findFault: findListFault,
    },
    {
      name: 'OIDC_CLIENT_ID',
      required: false,
      wanted: 'the client id of the application that users sign in with',
      example: 'web-app',
      findFault: findListFault,
    },
    {
      name: 'OIDC_SCOPE_PREFIX',
      required: false,
      wanted: 'what comes before the plain name of a scope in the token',
      example: 'https://api.example.com/',
      findFault: findListFault,
    },
    {
      name: 'OIDC_SIGN_IN_SCOPE',
      required: false,
      wanted: 'what a sign-in asks for to be granted profile.delete, if that is not its name in the token',
      example: 'api://11111111-2222-4333-8444-555555555555/profile.delete',
      findFault: findListFault,
    },
    {
      name: 'OIDC_GROUPS_CLAIM',
      required: false,
      wanted: 'the claim in which the provider puts the groups, or the path of a nested one',
      example: 'groups',
      findFault: findListFault,
    },
    {
      name: 'OIDC_TOKEN_USE',
      required: false,
      wanted: "what the issuer's tokens are where they do not say it themselves: id or access",
      example: 'id',
      findFault: findTokenUseFault,
    },
  ],
}

/** Compared exactly, so a wrong spelling is rejected here, before it refuses every token. */
function findIssuerFault(issuer: string): Fault | undefined {
  const url = URL.parse(issuer)
  if (!url) return findSpelledHostFault(issuer)
  if (url.protocol !== 'https:') return { fault: 'not an https URL, and API Gateway accepts no other' }
  if (issuer.endsWith(discoveryPath))
    return { fault: 'the address of the discovery document', fixed: issuer.slice(0, -discoveryPath.length) }
  if (/[?#]/.test(issuer)) return { fault: 'an issuer with a query or a fragment, which none has' }
  return findHostFault(issuer, url) ?? findVendorFault(issuer, url)
}

function findSpelledHostFault(issuer: string): Fault {
  const [host = '', ...path] = issuer.split('/')
  const isHost = findDomainFault(host) === undefined
  return { fault: 'not a URL', ...(isHost && { fixed: `https://${[host, ...path].join('/')}` }) }
}

function findHostFault(issuer: string, url: URL): Fault | undefined {
  const host = issuer.slice('https://'.length).split('/', 1)[0] ?? ''
  const found = findDomainFault(host)
  if (!found) return undefined
  const rest = issuer.slice('https://'.length + host.length)
  return { fault: `on a host that is ${found.fault}`, fixed: `https://${url.hostname}${rest}` }
}

/** Providers with a file of their own, and spellings of others that no token has. */
function findVendorFault(issuer: string, { hostname, pathname }: URL): Fault | undefined {
  const vendor = vendorOfHost(hostname)
  if (vendor === 'Auth0') return ownProvider('an Auth0 tenant', 'auth0')
  if (vendor === 'Okta') return ownProvider('an Okta org', 'okta')
  if (vendor === 'Amazon Cognito') return ownProvider('a user pool', 'cognito --param userPool=existing')
  if (vendor === 'Google' && issuer !== googleIssuer)
    return { fault: 'not how Google spells it', fixed: googleIssuer }
  const isShared = /^\/(?:common|organizations|consumers)\//.test(pathname)
  if (vendor !== 'Microsoft Entra ID' || !isShared) return undefined
  return {
    fault: 'for all tenants at once, and no token has that issuer; use the one with the id of your tenant',
  }
}

/** Where the vendor is known, so is what it signs. */
function findTokenUseFault(use: string, read: ReadValue): Fault | undefined {
  if (use !== 'id' && use !== 'access') return { fault: 'neither id nor access' }
  const vendor = vendorOfHost(URL.parse(read('OIDC_ISSUER') ?? '')?.hostname ?? '')
  const signs = vendor && vendorTokens[vendor]
  if (signs === undefined || signs === use) return undefined
  return { fault: `not what this issuer signs, which are ${signs} tokens`, fixed: signs }
}

const vendorTokens: Partial<Record<Vendor, TokenUse>> = {
  Google: 'id',
  Firebase: 'id',
  GitLab: 'id',
  workload: 'access',
}

function ownProvider(what: string, provider: string): Fault {
  return { fault: `${what}; did you mean --param provider=${provider}` }
}

/** A client id accepts id tokens, which must be stated. */
function findAudienceFault(audience: string, read: ReadValue): Fault | undefined {
  const isClientId = audience === read('OIDC_CLIENT_ID') || audience.endsWith('.apps.googleusercontent.com')
  if (!isClientId || audience === read('OIDC_ID_TOKEN_AUDIENCE')) return undefined
  return {
    fault:
      'a client id, which would accept id tokens unintentionally; to accept them, ' +
      'set OIDC_ID_TOKEN_AUDIENCE to it too',
    fixed: audience,
  }
}
