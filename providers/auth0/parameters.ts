import { findDomainFault } from '../domain-name.ts'
import { type Fault, findListFault, type ProviderParameters, type ReadValue } from '../parameter.ts'
import { vendorOfHost } from '../vendor-hosts.ts'

/** The parameters of a deploy for Auth0: a domain and the identifier of an API (Auth0 dashboard, Applications > APIs). */
export const auth0Parameters: ProviderParameters = {
  vendor: 'Auth0',
  prefix: 'AUTH0_',
  clientIdPattern: /^[0-9A-Za-z]{32}$/,
  namesAudience: true,
  values: [
    {
      name: 'AUTH0_DOMAIN',
      required: true,
      wanted: 'the domain of the tenant, or its custom domain',
      example: 'your-tenant.eu.auth0.com',
      findFault: (value) => findDomainFault(value) ?? findHostFault(value),
    },
    {
      name: 'AUTH0_AUDIENCE',
      required: true,
      wanted: 'the identifier of your API in Auth0, exactly as entered there',
      example: 'https://api.example.com/profile',
      findFault: (value, read) => findListFault(value) ?? findAudienceFault(value, read),
    },
    {
      name: 'AUTH0_ID_TOKEN_AUDIENCE',
      required: false,
      wanted: 'the client id of the application whose id tokens the API also accepts',
      example: 'Zq8wXAMPLE1yB0kD3vJ6mR2tN5cLhGpS',
      findFault: findListFault,
    },
    {
      name: 'AUTH0_CLIENT_ID',
      required: false,
      wanted: 'the client id of the application that users sign in with',
      example: 'Zq8wXAMPLE1yB0kD3vJ6mR2tN5cLhGpS',
      findFault: findListFault,
    },
    {
      name: 'AUTH0_GROUPS_CLAIM',
      required: false,
      wanted: 'the claim in which your Login Action puts the groups',
      example: 'https://example.com/groups',
      findFault: findListFault,
    },
  ],
}

function findHostFault(domain: string): Fault | undefined {
  if (domain === 'auth0.com' || domain === 'manage.auth0.com') return { fault: "Auth0's own, not a tenant's" }
  if (vendorOfHost(domain) === 'Okta') return { fault: 'an Okta domain; did you mean --param provider=okta' }
  return undefined
}

/** The tenant's own two APIs, and the client id, which would accept id tokens unintentionally. */
function findAudienceFault(audience: string, read: ReadValue): Fault | undefined {
  const own = `https://${read('AUTH0_DOMAIN')}`
  if ([own, `${own}/`, read('AUTH0_DOMAIN')].includes(audience)) return { fault: 'the tenant, not an API' }
  if (audience.startsWith(`${own}/api/v2`)) return { fault: "Auth0's Management API, not yours" }
  if (audience === `${own}/userinfo`) return { fault: "Auth0's own endpoint, not an API of yours" }
  if (audience === read('AUTH0_CLIENT_ID'))
    return { fault: 'a client id, which would accept id tokens unintentionally' }
  return undefined
}
