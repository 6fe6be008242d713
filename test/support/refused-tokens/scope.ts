import type { RefusedToken } from './refused-token.ts'
import type { Signers } from './sign-fixture.ts'

/** Good tokens without the scope of the route. */
export async function makeScopeTokens({ sign }: Signers): Promise<readonly RefusedToken[]> {
  const cognito = await sign('cognito-access')
  const auth0 = await sign('auth0-access')
  return [
    {
      what: 'an id token where a scope is wanted',
      tenant: 'cognito',
      scopes: ['orders-api/orders.write'],
      value: `Bearer ${await sign('cognito-id')}`,
      check: 'scope',
      fix: 'id-token-without-scopes',
    },
    {
      what: 'a token of the password flow',
      tenant: 'cognito',
      scopes: ['orders-api/orders.write'],
      value: `Bearer ${await sign('cognito-access-password')}`,
      check: 'scope',
      fix: 'cognito-password-sign-in',
    },
    {
      what: 'a route that names the scope without its prefix',
      tenant: 'cognito',
      scopes: ['orders.write'],
      value: `Bearer ${cognito}`,
      check: 'scope',
      fix: 'scope-prefix',
    },
    {
      what: 'a permission that was not asked for as a scope',
      tenant: 'auth0',
      scopes: ['write:orders'],
      value: `Bearer ${auth0}`,
      check: 'scope',
      fix: 'permissions-are-no-scopes',
    },
    {
      what: "a machine's token of Entra ID",
      tenant: 'entra',
      scopes: ['Orders.Write'],
      value: `Bearer ${await sign('entra-access-app')}`,
      check: 'scope',
      fix: 'roles-are-no-scopes',
    },
    {
      what: 'scope as a list',
      tenant: 'auth0',
      scopes: ['read:orders'],
      value: `Bearer ${await sign('auth0-access', { claims: { scope: ['read:orders'], permissions: undefined } })}`,
      check: 'scope',
      fix: 'scope-as-a-list',
    },
    {
      what: 'a scope that was not granted',
      tenant: 'okta',
      scopes: ['orders.write'],
      value: `Bearer ${await sign('okta-access')}`,
      check: 'scope',
      fix: 'scope',
    },
  ]
}
