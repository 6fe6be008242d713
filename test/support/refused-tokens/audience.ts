import { nowSeconds, type RefusedToken } from './refused-token.ts'
import type { Signers } from './sign-fixture.ts'

/** Tokens that are for somebody else. */
export async function makeAudienceTokens({ sign }: Signers): Promise<readonly RefusedToken[]> {
  return [
    {
      what: 'a resource-bound token of Cognito',
      tenant: 'cognito',
      value: `Bearer ${await sign('cognito-access-resource-bound')}`,
      check: 'aud',
      fix: 'cognito-resource-bound',
    },
    {
      what: "another app client's token",
      tenant: 'cognito',
      value: `Bearer ${await sign('cognito-access-client-credentials')}`,
      check: 'aud',
      fix: 'cognito-other-client',
    },
    {
      what: 'an id token of Auth0',
      tenant: 'auth0',
      value: `Bearer ${await sign('auth0-id')}`,
      check: 'aud',
      fix: 'id-token-for-an-api',
    },
    {
      what: 'an id token of Okta',
      tenant: 'okta',
      value: `Bearer ${await sign('okta-id')}`,
      check: 'aud',
      fix: 'id-token-for-an-api',
    },
    {
      what: 'an audience with a slash too many',
      tenant: 'auth0',
      value: `Bearer ${await sign('auth0-access', { claims: { aud: 'https://api.example.com/orders/' } })}`,
      check: 'aud',
      fix: 'audience-spelling',
    },
    {
      what: "another API's token",
      tenant: 'auth0',
      value: `Bearer ${await sign('auth0-access', { claims: { aud: 'https://api.example.com/invoices' } })}`,
      check: 'aud',
      fix: 'audience',
    },
    {
      what: 'api:// before the client id',
      tenant: 'entra',
      value: `Bearer ${await sign('entra-access', { claims: { aud: 'api://aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb' } })}`,
      check: 'aud',
      fix: 'entra-application-id',
    },
    {
      what: 'Keycloak without a mapper',
      tenant: 'keycloak',
      value: `Bearer ${await sign('keycloak-access', { claims: { aud: 'account' } })}`,
      check: 'aud',
      fix: 'keycloak-account',
    },
    {
      what: 'a session token of Clerk',
      tenant: 'clerk',
      value: `Bearer ${await sign('clerk-session', { claims: { exp: nowSeconds + 60 } })}`,
      check: 'aud',
      fix: 'no-audience',
    },
  ]
}
