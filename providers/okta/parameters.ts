import { findDomainFault } from '../domain-name.ts'
import { type Fault, findListFault, type ProviderParameters, type ReadValue } from '../parameter.ts'
import { vendorOfHost } from '../vendor-hosts.ts'

const orgServer =
  "Okta's org authorization server, whose access tokens only Okta itself can verify; use a custom one"

const clientIdPattern = /^0oa[0-9A-Za-z]{17}$/

/** The parameters of a deploy for Okta: a domain and a custom authorization server (admin console, Security > API). */
export const oktaParameters: ProviderParameters = {
  vendor: 'Okta',
  prefix: 'OKTA_',
  clientIdPattern,
  findIssuerFault,
  values: [
    {
      name: 'OKTA_DOMAIN',
      required: true,
      wanted: 'the domain of the org, or its custom domain',
      example: 'dev-123456.okta.com',
      findFault: (value) => findDomainFault(value) ?? findHostFault(value),
    },
    {
      name: 'OKTA_AUTHORIZATION_SERVER',
      required: false,
      wanted: 'the id of a custom authorization server',
      example: 'default',
      findFault: findServerFault,
      emptyFault: `is empty, which would be ${orgServer}`,
    },
    {
      name: 'OKTA_AUDIENCE',
      required: true,
      wanted: 'the audience of that authorization server',
      example: 'api://default',
      findFault: (value, read) => findListFault(value) ?? findAudienceFault(value, read),
    },
    {
      name: 'OKTA_ID_TOKEN_AUDIENCE',
      required: false,
      wanted: 'the client id of the app whose id tokens the API also accepts',
      example: '0oaEXAMPLE1yB0kD3vJ6',
      findFault: findListFault,
    },
    {
      name: 'OKTA_CLIENT_ID',
      required: false,
      wanted: 'the client id of the app that users sign in with',
      example: '0oaEXAMPLE1yB0kD3vJ6',
      findFault: findListFault,
    },
    {
      name: 'OKTA_GROUPS_CLAIM',
      required: false,
      wanted: 'the claim in which the authorization server puts the groups',
      example: 'groups',
      findFault: findListFault,
    },
  ],
}

/** The admin console has a host of its own, which is never an issuer. */
function findHostFault(domain: string): Fault | undefined {
  const vendor = vendorOfHost(domain)
  const org = domain.replace(/^([\w-]+)-admin\./, '$1.')
  if (vendor === 'Okta' && org !== domain) return { fault: 'the host of the admin console', fixed: org }
  if (vendor === 'Auth0') return { fault: 'an Auth0 domain; did you mean --param provider=auth0' }
  return undefined
}

function findServerFault(server: string, read: ReadValue): Fault | undefined {
  const fixed = /\/oauth2\/([\w-]+)/.exec(server)?.[1]
  if (fixed) return { fault: 'an address; expected the id alone', fixed }
  if (server.replace(/^https:\/\/|\/$/g, '') === read('OKTA_DOMAIN')) return { fault: orgServer }
  return /^[\w-]+$/.test(server) ? undefined : { fault: 'not the id of an authorization server' }
}

/** A custom authorization server has its id in its issuer; the org server's issuer is the bare domain. */
function findIssuerFault(issuer: string): Fault | undefined {
  const path = URL.parse(issuer)?.pathname ?? ''
  if (/^\/oauth2\/[\w-]+$/.test(path)) return undefined
  return { fault: path === '/' ? orgServer : 'not that of a custom authorization server' }
}

/** What the org server's tokens are for, and the client id, which would accept id tokens unintentionally. */
function findAudienceFault(audience: string, read: ReadValue): Fault | undefined {
  if (audience.replace(/^https:\/\/|\/$/g, '') === read('OKTA_DOMAIN'))
    return { fault: `that of ${orgServer}` }
  const isClientId = audience === read('OKTA_CLIENT_ID') || clientIdPattern.test(audience)
  return isClientId ? { fault: 'a client id, which would accept id tokens unintentionally' } : undefined
}
