import { describe, expect, test } from '@jest/globals'
import { type Claims, type ProviderName, readPrincipal } from '../../../providers/index.ts'
import { readTokenFixture, typedIdentity } from './token-fixture.ts'

// The rule (providers/caller-kind.ts): a user only where the token shows a person, else a client.

const times = { iat: 1, exp: 2 }
const pool = { iss: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_A', token_use: 'access', ...times }
const tenant = { iss: 'https://acme.eu.auth0.com/', aud: 'https://api.example.com', azp: 'app', ...times }
const server = {
  iss: 'https://acme.okta.com/oauth2/default',
  aud: 'api://default',
  cid: 'app',
  scp: ['a'],
  ...times,
}
const plain = {
  iss: 'https://id.example.com',
  aud: 'api',
  client_id: 'app',
  sub: 'u1',
  scope: 'read',
  ...times,
}
const realm = { iss: 'https://id.example.com/realms/main', typ: 'Bearer', azp: 'app', sub: 'u1', ...times }
const entra = {
  iss: 'https://login.microsoftonline.com/t/v2.0',
  aud: 'api',
  azp: 'app',
  sub: 's',
  oid: 'o',
  ...times,
}
const b2c = {
  iss: 'https://acme.b2clogin.com/tfp/t/b2c_1_in/v2.0/',
  aud: 'api',
  azp: 'app',
  scp: 'read',
  sub: 'u1',
  ...times,
}
const google = { iss: 'https://accounts.google.com', aud: 'x.apps.googleusercontent.com', sub: '1', ...times }
const firebase = {
  iss: 'https://securetoken.google.com/proj',
  aud: 'proj',
  sub: 'u1',
  user_id: 'u1',
  auth_time: 1,
  ...times,
}
const gitlab = { iss: 'https://gitlab.com', aud: 'api', sub: '1', ...times }

const rows: readonly (readonly [
  what: string,
  provider: ProviderName,
  claims: Claims,
  kind: 'user' | 'client',
])[] = [
  ['Cognito: a user', 'cognito', { ...pool, sub: 'u1', client_id: 'app', username: 'ada' }, 'user'],
  ['Cognito: client credentials', 'cognito', { ...pool, sub: 'app', client_id: 'app' }, 'client'],
  ['Cognito: no user name, another subject', 'cognito', { ...pool, sub: 'u1', client_id: 'app' }, 'client'],
  [
    'Cognito: a user name, the client as subject',
    'cognito',
    { ...pool, sub: 'app', client_id: 'app', username: 'ada' },
    'client',
  ],

  ['Auth0: a user', 'auth0', { ...tenant, sub: 'auth0|1', scope: 'read' }, 'user'],
  ['Auth0: @clients', 'auth0', { ...tenant, sub: 'app@clients' }, 'client'],
  ['Auth0: the bare client id', 'auth0', { ...tenant, sub: 'app' }, 'client'],
  [
    'Auth0: the grant of a client',
    'auth0',
    { ...tenant, sub: 'auth0|1', gty: 'client-credentials' },
    'client',
  ],
  ['Auth0: a subject without connection', 'auth0', { ...tenant, sub: 'job' }, 'client'],

  ['Okta: a user', 'okta', { ...server, sub: 'ada@example.com', uid: '00u1' }, 'user'],
  ['Okta: client credentials', 'okta', { ...server, sub: 'app' }, 'client'],
  ['Okta: the client as subject beside a uid', 'okta', { ...server, sub: 'app', uid: '00u1' }, 'client'],

  ['standards: a user by the time of the sign-in', 'oidc', { ...plain, auth_time: 1 }, 'user'],
  ['standards: a user by their session', 'oidc', { ...plain, sid: 's' }, 'user'],
  ['standards: a user by their name', 'oidc', { ...plain, preferred_username: 'ada' }, 'user'],
  ['standards: a user by the scope openid', 'oidc', { ...plain, scope: 'openid read' }, 'user'],
  [
    'standards: a user of an id token',
    'oidc',
    { ...plain, client_id: undefined, scope: undefined, nonce: 'n' },
    'user',
  ],
  [
    'standards: the client as subject',
    'oidc',
    { ...plain, sub: 'app', auth_time: 1, scope: 'openid' },
    'client',
  ],
  ['standards: another subject and no more', 'oidc', plain, 'client'],
  ['standards: an email and no sign-in', 'oidc', { ...plain, email: 'job@example.com' }, 'client'],
  [
    'standards: openid without a client',
    'oidc',
    { ...plain, client_id: undefined, scope: 'openid' },
    'client',
  ],
  [
    'standards: the grant of a client',
    'oidc',
    { ...plain, auth_time: 1, gty: ['client_credentials'] },
    'client',
  ],

  ['Keycloak: a user', 'oidc', { ...realm, preferred_username: 'ada' }, 'user'],
  ['Keycloak: a user by their session', 'oidc', { ...realm, sid: 's' }, 'user'],
  ['Keycloak: a service account', 'oidc', { ...realm, preferred_username: 'service-account-job' }, 'client'],
  [
    'Keycloak: a service account without the scope profile',
    'oidc',
    { ...realm, client_id: 'job', clientHost: 'h', clientAddress: 'a' },
    'client',
  ],
  [
    'Keycloak: an email',
    'oidc',
    { ...realm, email: 'job@example.com', email_verified: true, acr: '1' },
    'client',
  ],
  [
    "Keycloak: a service account's id token",
    'oidc',
    { ...realm, typ: 'ID', preferred_username: 'service-account-job' },
    'client',
  ],

  ['Entra ID: a user', 'oidc', { ...entra, scp: 'read' }, 'user'],
  ['Entra ID: app-only', 'oidc', { ...entra, roles: ['read'] }, 'client'],
  ['Entra ID: app-only by idtyp', 'oidc', { ...entra, scp: 'read', idtyp: 'app' }, 'client'],
  ['Entra ID: a device', 'oidc', { ...entra, scp: 'read', idtyp: 'device' }, 'client'],

  ['B2C: a user', 'oidc', { ...b2c, idp: 'local', nonce: 'n' }, 'user'],
  ['B2C: a user by their name', 'oidc', { ...b2c, name: 'Ada' }, 'user'],
  ['B2C: client credentials, with scp', 'oidc', b2c, 'client'],

  ['Google: a user', 'oidc', { ...google, azp: 'x.apps.googleusercontent.com' }, 'user'],
  ['Google: a user without azp', 'oidc', { ...google, email: 'ada@example.com' }, 'user'],
  ['Google: a service account', 'oidc', { ...google, azp: '1' }, 'client'],
  [
    'Google: a service account with its email',
    'oidc',
    { ...google, email: 'job@proj.iam.gserviceaccount.com' },
    'client',
  ],

  ['Firebase: a user', 'oidc', { ...firebase, firebase: { sign_in_provider: 'password' } }, 'user'],
  [
    'Firebase: an anonymous account',
    'oidc',
    { ...firebase, provider_id: 'anonymous', firebase: { sign_in_provider: 'anonymous' } },
    'client',
  ],
  ['Firebase: nothing that says how', 'oidc', firebase, 'client'],

  ['GitLab: a user', 'oidc', { ...gitlab, auth_time: 1, sub_legacy: 'x' }, 'user'],
  [
    'GitLab: a CI job',
    'oidc',
    {
      ...gitlab,
      sub: 'project_path:g/p:ref_type:branch:ref:main',
      namespace_id: '1',
      project_path: 'g/p',
      user_login: 'sam',
      nbf: 1,
    },
    'client',
  ],
  [
    'GitLab on a host of its own: a CI job',
    'oidc',
    {
      ...gitlab,
      iss: 'https://git.example.com',
      sub: 'project_path:g/p:ref_type:branch:ref:main',
      project_path: 'g/p',
      user_email: 'sam@example.com',
    },
    'client',
  ],
  [
    'GitHub Actions',
    'oidc',
    {
      iss: 'https://token.actions.githubusercontent.com',
      aud: 'https://github.com/o',
      sub: 'repo:o/r:ref:refs/heads/main',
      actor: 'sam',
      repository: 'o/r',
      ...times,
    },
    'client',
  ],
  [
    'GitHub Actions, its enterprise issuer',
    'oidc',
    { iss: 'https://token.actions.githubusercontent.com/acme', aud: 'api', sub: 'custom', ...times },
    'client',
  ],
  [
    'GitHub Enterprise Server',
    'oidc',
    {
      iss: 'https://git.example.com/_services/token',
      aud: 'api',
      sub: 'custom',
      job_workflow_ref: 'o/r/.github/workflows/a.yml@refs/heads/main',
      ...times,
    },
    'client',
  ],
  [
    'Buildkite',
    'oidc',
    { iss: 'https://agent.buildkite.com', aud: 'api', sub: 'organization:o:pipeline:p', ...times },
    'client',
  ],
  [
    'a Kubernetes service account',
    'oidc',
    {
      iss: 'https://oidc.eks.eu-west-1.amazonaws.com/id/A',
      aud: ['api'],
      sub: 'system:serviceaccount:ns:job',
      'kubernetes.io': { namespace: 'ns' },
      ...times,
    },
    'client',
  ],
  [
    'SPIFFE',
    'oidc',
    { iss: 'https://spire.example.com', aud: ['api'], sub: 'spiffe://example.com/job', ...times },
    'client',
  ],
]

describe('the kind of caller', () => {
  test.each(rows)('%s', (_what, provider, claims, kind) => {
    const stated = Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined))
    const principal = readPrincipal(typedIdentity(stated), { provider })

    expect(principal.kind).toBe(kind)
    if (kind === 'client') expect(principal.tokenUse).toBe('access')
  })

  test.each(['cognito-id', 'auth0-id', 'okta-id', 'oidc-id', 'keycloak-id', 'entra-id', 'google-id'])(
    'a user, of %s',
    (name) => {
      const [vendor = ''] = name.split('-')
      const provider = (['cognito', 'auth0', 'okta'] as const).find((own) => own === vendor) ?? 'oidc'

      expect(readPrincipal(typedIdentity(readTokenFixture(name)), { provider })).toMatchObject({
        tokenUse: 'id',
        kind: 'user',
      })
    },
  )

  test("the same from the gateway's text", () => {
    const text = { firebase: 'map[identities:map[] sign_in_provider:anonymous]' }
    const read = (firebaseText: string) =>
      readPrincipal(
        { claims: { ...firebase, firebase: firebaseText }, scopes: null, authorization: undefined },
        { provider: 'oidc' },
      )

    expect(read(text.firebase).kind).toBe('client')
    expect(read('map[identities:map[] sign_in_provider:google.com]').kind).toBe('user')
  })
})
