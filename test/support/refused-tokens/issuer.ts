import type { RefusedToken } from './refused-token.ts'
import type { Signers } from './sign-fixture.ts'

/** Tokens of another issuer. */
export async function makeIssuerTokens({ sign, other }: Signers): Promise<readonly RefusedToken[]> {
  const elsewhere = { key: other }
  return [
    {
      what: 'an Auth0 issuer without its slash',
      tenant: 'auth0',
      value: `Bearer ${await sign('auth0-access', { claims: { iss: 'https://example-tenant.us.auth0.com' } })}`,
      check: 'iss',
      fix: 'issuer-slash',
    },
    {
      what: 'an issuer with a letter that looks like another',
      tenant: 'okta',
      value: `Bearer ${await sign('okta-access', { claims: { iss: '\uff48ttps://dev-00000000.okta.com/oauth2/default' } })}`,
      check: 'iss',
      fix: 'issuer-spelling',
    },
    {
      what: "a token of Okta's org server",
      tenant: 'okta',
      value: `Bearer ${await sign('okta-org-access', elsewhere)}`,
      check: 'key',
      fix: 'okta-org-server',
    },
    {
      what: "a token of another stage's pool",
      tenant: 'cognito',
      value: `Bearer ${await sign('cognito-access', { ...elsewhere, claims: { iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_STAGING' } })}`,
      check: 'key',
      fix: 'cognito-other-pool',
    },
    {
      what: 'a pool under its other issuer name',
      tenant: 'cognito',
      value: `Bearer ${await sign('cognito-access', { claims: { iss: 'https://issuer-cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE' } })}`,
      check: 'iss',
      fix: 'cognito-other-issuer-form',
    },
    {
      what: "another provider's token",
      tenant: 'cognito',
      value: `Bearer ${await sign('auth0-access', elsewhere)}`,
      check: 'key',
      fix: 'other-provider',
    },
    {
      what: "another tenant's token",
      tenant: 'auth0',
      value: `Bearer ${await sign('auth0-access', { ...elsewhere, claims: { iss: 'https://staging-tenant.us.auth0.com/' } })}`,
      check: 'key',
      fix: 'other-tenant',
    },
    {
      what: 'a custom domain in the token, the tenant domain in the authorizer',
      tenant: 'auth0',
      value: `Bearer ${await sign('auth0-access', { claims: { iss: 'https://login.example.com/' } })}`,
      check: 'iss',
      fix: 'custom-domain',
    },
    {
      what: 'a token of nobody known',
      tenant: 'auth0',
      value: `Bearer ${await sign('auth0-access', { ...elsewhere, claims: { iss: 'https://id.example.org/' } })}`,
      check: 'key',
      fix: 'issuer',
    },
    {
      what: 'a token of one at another, neither known',
      tenant: 'clerk',
      value: `Bearer ${await sign('clerk-session', { ...elsewhere, claims: { iss: 'https://id.example.org' } })}`,
      check: 'key',
      fix: 'issuer',
    },
    {
      what: "a custom domain of Okta's",
      tenant: 'okta',
      value: `Bearer ${await sign('okta-access', { claims: { iss: 'https://id.example.com/oauth2/default' } })}`,
      check: 'iss',
      fix: 'custom-domain',
    },
    {
      what: 'a local token for a real tenant',
      tenant: 'cognito',
      value: `Bearer ${await sign('cognito-access', { ...elsewhere, claims: { iss: 'http://localhost:3001/us-east-1_Local' } })}`,
      check: 'key',
      fix: 'local-token',
    },
    {
      what: "a real tenant's token at a local run",
      tenant: 'local',
      value: `Bearer ${await sign('cognito-access', elsewhere)}`,
      check: 'key',
      fix: 'real-token-here',
    },
    {
      what: "another local run's token",
      tenant: 'local',
      value: `Bearer ${await sign('cognito-access', { ...elsewhere, claims: { iss: 'http://localhost:4001/us-east-1_Local' } })}`,
      check: 'key',
      fix: 'other-local-run',
    },
    {
      what: 'a version 1 token of Entra ID',
      tenant: 'entra',
      value: `Bearer ${await sign('entra-access', { claims: { iss: 'https://sts.windows.net/00000000-1111-4222-8333-444444444444/' } })}`,
      check: 'iss',
      fix: 'entra-version-1',
    },
    {
      what: 'no issuer',
      tenant: 'okta',
      value: `Bearer ${await sign('okta-access', { claims: { iss: undefined } })}`,
      check: 'iss',
      fix: 'issuer',
    },
  ]
}
