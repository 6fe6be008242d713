import { describe, expect, test } from '@jest/globals'
import {
  ClaimsError,
  isProviderName,
  type PrincipalOptions,
  providerNames,
  readPrincipal,
  toStringClaims,
} from '../../../providers/index.ts'
import { encodeToken, readTokenFixture, tokenFixtureNames, typedIdentity } from './token-fixture.ts'

const identitySource = '$request.header.Authorization'
const cognito: PrincipalOptions = { provider: 'cognito', identitySource, scopePrefix: 'orders-api/' }
const auth0: PrincipalOptions = {
  provider: 'auth0',
  identitySource,
  groupsClaim: 'https://example.com/roles',
}
const okta: PrincipalOptions = { provider: 'okta', identitySource }
const oidc: PrincipalOptions = { provider: 'oidc', identitySource }

const alice = '11111111-2222-4333-8444-555555555555'
const pool = {
  provider: 'cognito',
  issuer: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE',
  issuedAt: 1767225600,
  expiresAt: 1767229200,
  permissions: [],
}
const poolAlice = {
  ...pool,
  subject: alice,
  key: `https://cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE#${alice}`,
  clientId: '1exampleclient23456789abcd',
  groups: ['admin', 'billing'],
  username: 'alice',
  kind: 'user',
}
const tenant = {
  provider: 'auth0',
  issuer: 'https://example-tenant.us.auth0.com/',
  issuedAt: 1767225600,
}
const tenantAlice = {
  ...tenant,
  subject: 'auth0|65f0000000000000000000a1',
  key: 'https://example-tenant.us.auth0.com/#auth0|65f0000000000000000000a1',
  clientId: 'ExampleSpaClientId0123456789abcd',
  kind: 'user',
}
const server = {
  provider: 'okta',
  issuer: 'https://dev-00000000.okta.com/oauth2/default',
  issuedAt: 1767225600,
  expiresAt: 1767229200,
  permissions: [],
}
const serverAlice = {
  ...server,
  subject: '00uexamplealice00005d7',
  key: 'https://dev-00000000.okta.com/oauth2/default#00uexamplealice00005d7',
  clientId: '0oaexamplespaclient5d7',
  groups: ['Everyone', 'Midwest Sales'],
  username: 'alice@example.com',
  kind: 'user',
}
const anyServer = {
  provider: 'oidc',
  issuer: 'https://id.example.com',
  issuedAt: 1767225600,
  expiresAt: 1767229200,
  permissions: [],
}
const anyAlice = {
  ...anyServer,
  subject: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  key: 'https://id.example.com#7c9e6679-7425-40de-944b-e07fc1f90ae7',
  clientId: 'orders-spa',
  groups: ['admin', 'billing'],
  kind: 'user',
}
const directory = {
  provider: 'oidc',
  issuer: 'https://login.microsoftonline.com/00000000-1111-4222-8333-444444444444/v2.0',
  issuedAt: 1767225600,
  permissions: [],
}
const directoryAlice = {
  ...directory,
  subject: 'eeeeeeee-1111-4222-8333-eeeeeeeeeeee',
  key: `${directory.issuer}#eeeeeeee-1111-4222-8333-eeeeeeeeeeee`,
  clientId: 'cccccccc-1111-4222-8333-dddddddddddd',
  username: 'alice@example.com',
  kind: 'user',
}
const realmAlice = {
  provider: 'oidc',
  issuer: 'https://keycloak.example.com/realms/example',
  issuedAt: 1767225600,
  expiresAt: 1767225900,
  subject: '12121212-3434-4565-8787-909090909090',
  key: 'https://keycloak.example.com/realms/example#12121212-3434-4565-8787-909090909090',
  clientId: 'orders-spa',
  groups: [],
  permissions: [],
  username: 'alice',
  kind: 'user',
}
const nothingAmbiguous: string[] = []

// The principal that each token names, and which of its lists the gateway's text alone leaves open.
const accepted: [string, PrincipalOptions, Record<string, unknown>, string[]][] = [
  [
    'cognito-id',
    cognito,
    {
      ...poolAlice,
      tokenUse: 'id',
      audience: ['1exampleclient23456789abcd'],
      email: 'alice@example.com',
      emailVerified: true,
      name: 'Alice Example',
      picture: 'https://example.com/alice.png',
    },
    ['groups'],
  ],
  [
    'cognito-id-federated',
    cognito,
    {
      ...pool,
      tokenUse: 'id',
      kind: 'user',
      subject: '66666666-7777-4888-8999-aaaaaaaaaaaa',
      key: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE#66666666-7777-4888-8999-aaaaaaaaaaaa',
      audience: ['1exampleclient23456789abcd'],
      clientId: '1exampleclient23456789abcd',
      groups: ['us-east-1_EXAMPLE_Google'],
      username: 'google_100000000000000000001',
      email: 'bob@example.com',
      emailVerified: false,
      name: undefined,
      picture: undefined,
    },
    nothingAmbiguous,
  ],
  [
    'cognito-access',
    cognito,
    {
      ...poolAlice,
      tokenUse: 'access',
      audience: [],
      scopes: ['openid', 'profile', 'email', 'orders.read', 'orders.write'],
    },
    ['groups'],
  ],
  [
    'cognito-access-password',
    cognito,
    { ...poolAlice, tokenUse: 'access', audience: [], scopes: ['aws.cognito.signin.user.admin'] },
    ['groups'],
  ],
  [
    'cognito-access-resource-bound',
    { provider: 'cognito', identitySource, scopePrefix: 'https://api.example.com/orders/' },
    {
      ...poolAlice,
      tokenUse: 'access',
      audience: ['https://api.example.com/orders'],
      scopes: ['openid', 'orders.read'],
    },
    ['groups'],
  ],
  [
    'cognito-access-client-credentials',
    cognito,
    {
      ...pool,
      tokenUse: 'access',
      kind: 'client',
      subject: '2examplemachine3456789abcd',
      key: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE#2examplemachine3456789abcd',
      audience: [],
      clientId: '2examplemachine3456789abcd',
      groups: [],
      username: undefined,
      scopes: ['orders.read'],
    },
    nothingAmbiguous,
  ],
  [
    'auth0-id',
    auth0,
    {
      ...tenantAlice,
      tokenUse: 'id',
      expiresAt: 1767261600,
      audience: ['ExampleSpaClientId0123456789abcd'],
      groups: ['admin', 'Billing Team'],
      permissions: [],
      username: 'alice',
      email: 'alice@example.com',
      emailVerified: true,
      name: 'Alice Example',
      picture: 'https://example.com/alice.png',
    },
    ['groups'],
  ],
  [
    'auth0-access',
    auth0,
    {
      ...tenantAlice,
      tokenUse: 'access',
      expiresAt: 1767312000,
      audience: ['https://api.example.com/orders', 'https://example-tenant.us.auth0.com/userinfo'],
      groups: ['admin', 'billing'],
      permissions: ['read:orders', 'write:orders'],
      username: undefined,
      scopes: ['openid', 'profile', 'email', 'read:orders'],
    },
    ['groups', 'permissions'],
  ],
  [
    'auth0-access-rfc9068',
    auth0,
    {
      ...tenantAlice,
      tokenUse: 'access',
      expiresAt: 1767312000,
      audience: ['https://api.example.com/orders'],
      groups: [],
      permissions: ['read:orders', 'write:orders'],
      username: undefined,
      scopes: ['read:orders'],
    },
    ['permissions'],
  ],
  [
    'auth0-client-credentials',
    auth0,
    {
      ...tenant,
      tokenUse: 'access',
      kind: 'client',
      expiresAt: 1767312000,
      subject: 'ExampleM2mClientId0123456789abcd@clients',
      key: 'https://example-tenant.us.auth0.com/#ExampleM2mClientId0123456789abcd@clients',
      clientId: 'ExampleM2mClientId0123456789abcd',
      audience: ['https://api.example.com/orders'],
      groups: [],
      permissions: ['read:orders'],
      username: undefined,
      scopes: ['read:orders'],
    },
    nothingAmbiguous,
  ],
  [
    'okta-id',
    okta,
    {
      ...serverAlice,
      tokenUse: 'id',
      audience: ['0oaexamplespaclient5d7'],
      email: 'alice@example.com',
      emailVerified: true,
      name: 'Alice Example',
      picture: undefined,
    },
    ['groups'],
  ],
  [
    'okta-access',
    okta,
    {
      ...serverAlice,
      tokenUse: 'access',
      audience: ['api://default'],
      scopes: ['openid', 'profile', 'email', 'orders.read'],
    },
    ['groups'],
  ],
  [
    'okta-client-credentials',
    okta,
    {
      ...server,
      tokenUse: 'access',
      kind: 'client',
      subject: '0oaexamplem2mclient5d7',
      key: 'https://dev-00000000.okta.com/oauth2/default#0oaexamplem2mclient5d7',
      clientId: '0oaexamplem2mclient5d7',
      audience: ['api://default'],
      groups: [],
      username: undefined,
      scopes: ['orders.read'],
    },
    nothingAmbiguous,
  ],
  [
    'oidc-id',
    oidc,
    {
      ...anyAlice,
      tokenUse: 'id',
      audience: ['orders-spa'],
      username: 'alice@example.com',
      email: 'alice@example.com',
      emailVerified: true,
      name: 'Alice Example',
      picture: undefined,
    },
    ['groups'],
  ],
  [
    'oidc-access',
    oidc,
    {
      ...anyAlice,
      tokenUse: 'access',
      audience: ['https://api.example.com/orders'],
      username: undefined,
      scopes: ['openid', 'profile', 'email', 'orders.read'],
    },
    ['groups'],
  ],
  [
    'oidc-client-credentials',
    oidc,
    {
      ...anyServer,
      tokenUse: 'access',
      kind: 'client',
      subject: 'orders-machine',
      key: 'https://id.example.com#orders-machine',
      audience: ['https://api.example.com/orders'],
      clientId: 'orders-machine',
      groups: [],
      username: undefined,
      scopes: ['orders.read'],
    },
    nothingAmbiguous,
  ],
  [
    'entra-id',
    oidc,
    {
      ...directoryAlice,
      tokenUse: 'id',
      expiresAt: 1767229200,
      audience: ['cccccccc-1111-4222-8333-dddddddddddd'],
      groups: [],
      email: 'alice@example.com',
      emailVerified: false,
      name: 'Alice Example',
      picture: undefined,
    },
    nothingAmbiguous,
  ],
  [
    'entra-access',
    oidc,
    {
      ...directoryAlice,
      tokenUse: 'access',
      expiresAt: 1767230100,
      audience: ['aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb'],
      groups: ['99999999-1111-4222-8333-000000000001'],
      scopes: ['Orders.Read', 'Orders.Write'],
    },
    nothingAmbiguous,
  ],
  [
    'entra-access-app',
    oidc,
    {
      ...directory,
      tokenUse: 'access',
      kind: 'client',
      expiresAt: 1767229500,
      subject: 'eeeeeeee-2222-4222-8333-eeeeeeeeeeee',
      key: `${directory.issuer}#eeeeeeee-2222-4222-8333-eeeeeeeeeeee`,
      audience: ['aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb'],
      clientId: 'ffffffff-1111-4222-8333-000000000000',
      groups: [],
      permissions: ['Orders.Process.All'],
      username: undefined,
      scopes: [],
    },
    nothingAmbiguous,
  ],
  [
    'keycloak-id',
    oidc,
    {
      ...realmAlice,
      tokenUse: 'id',
      audience: ['orders-spa'],
      email: 'alice@example.com',
      emailVerified: true,
      name: 'Alice Example',
      picture: undefined,
    },
    nothingAmbiguous,
  ],
  [
    'keycloak-access',
    oidc,
    {
      ...realmAlice,
      tokenUse: 'access',
      audience: ['orders-api', 'account'],
      scopes: ['openid', 'profile', 'email'],
    },
    nothingAmbiguous,
  ],
  [
    'google-id',
    oidc,
    {
      provider: 'oidc',
      issuer: 'https://accounts.google.com',
      issuedAt: 1767225600,
      expiresAt: 1767229200,
      tokenUse: 'id',
      kind: 'user',
      subject: '100000000000000000001',
      key: 'https://accounts.google.com#100000000000000000001',
      audience: ['100000000000-example.apps.googleusercontent.com'],
      clientId: '100000000000-example.apps.googleusercontent.com',
      groups: [],
      permissions: [],
      username: undefined,
      email: 'alice@example.com',
      emailVerified: true,
      name: 'Alice Example',
      picture: 'https://example.com/alice.png',
    },
    nothingAmbiguous,
  ],
]

// Pitfalls of the providers, then tokens of others: none is a principal where the service was deployed for that provider.
const refused: [string, PrincipalOptions['provider'], string][] = [
  ['okta-org-access', 'okta', 'ERR_ISSUER_UNSUPPORTED'],
  ['auth0-opaque', 'auth0', 'ERR_CLAIMS_ABSENT'],
  ['clerk-session', 'cognito', 'ERR_TOKEN_USE_UNKNOWN'],
  ['clerk-session', 'auth0', 'ERR_ISSUER_UNSUPPORTED'],
  ['clerk-session', 'okta', 'ERR_TOKEN_USE_UNKNOWN'],
  ['clerk-session', 'oidc', 'ERR_TOKEN_USE_UNKNOWN'],
  ['okta-org-access', 'oidc', 'ERR_ISSUER_UNSUPPORTED'],
  ['entra-access', 'cognito', 'ERR_TOKEN_USE_UNKNOWN'],
  ['entra-access', 'auth0', 'ERR_ISSUER_UNSUPPORTED'],
  ['entra-access', 'okta', 'ERR_ISSUER_UNSUPPORTED'],
  ['entra-access-app', 'cognito', 'ERR_TOKEN_USE_UNKNOWN'],
  ['entra-access-app', 'auth0', 'ERR_ISSUER_UNSUPPORTED'],
  ['entra-access-app', 'okta', 'ERR_ISSUER_UNSUPPORTED'],
  ['entra-id', 'cognito', 'ERR_TOKEN_USE_UNKNOWN'],
  ['entra-id', 'auth0', 'ERR_ISSUER_UNSUPPORTED'],
  ['entra-id', 'okta', 'ERR_ISSUER_UNSUPPORTED'],
  ['google-id', 'cognito', 'ERR_TOKEN_USE_UNKNOWN'],
  ['google-id', 'auth0', 'ERR_ISSUER_UNSUPPORTED'],
  ['google-id', 'okta', 'ERR_TOKEN_USE_UNKNOWN'],
  ['keycloak-access', 'cognito', 'ERR_TOKEN_USE_UNKNOWN'],
  ['keycloak-access', 'auth0', 'ERR_ISSUER_UNSUPPORTED'],
  ['keycloak-access', 'okta', 'ERR_ISSUER_UNSUPPORTED'],
  ['keycloak-id', 'cognito', 'ERR_TOKEN_USE_UNKNOWN'],
  ['keycloak-id', 'auth0', 'ERR_ISSUER_UNSUPPORTED'],
  ['keycloak-id', 'okta', 'ERR_ISSUER_UNSUPPORTED'],
]

const emptied = (lists: string[]) => Object.fromEntries(lists.map((list) => [list, []]))

describe('readPrincipal over the token fixtures', () => {
  test('given the fixtures, when their names are compared with the tables, then each one is expected somewhere', () => {
    const named = [...accepted, ...refused].map(([name]) => name)

    expect([...new Set(named)].sort()).toEqual([...tokenFixtureNames].sort())
  })

  test.each(accepted)(
    'given %s typed and in the header, when read, then its principal comes from the token',
    (name, options, expected) => {
      const claims = readTokenFixture(name)

      const principal = readPrincipal(typedIdentity(claims), options)

      expect(principal).toEqual({ ...expected, ambiguous: [], claims, claimsSource: 'token' })
      expect(Object.keys(principal)).toEqual(expect.arrayContaining(Object.keys(expected)))
    },
  )

  test.each(accepted)(
    'given %s as the gateway passes it, without the header, when read, then its principal comes from text',
    (name, options, expected, ambiguous) => {
      const claims = toStringClaims(readTokenFixture(name))

      const principal = readPrincipal({ claims, scopes: null, authorization: undefined }, options)

      expect(principal).toEqual({
        ...expected,
        ...emptied(ambiguous),
        ambiguous,
        claims,
        claimsSource: 'string-claims',
      })
    },
  )

  test.each(refused)('given %s, when read as %s, then it is refused with %s', (name, provider, code) => {
    const claims = readTokenFixture(name)

    const fromToken = () => readPrincipal(typedIdentity(claims), { provider })
    const flat = claims === null ? claims : toStringClaims(claims)
    const fromText = () =>
      readPrincipal({ claims: flat, scopes: null, authorization: undefined }, { provider })

    expect(fromToken).toThrow(expect.objectContaining({ code }))
    expect(fromText).toThrow(expect.objectContaining({ code }))
    expect(fromText).toThrow(ClaimsError)
  })

  // A token that one of our providers reads is no principal to the others either.
  const own = accepted.flatMap(([name, { provider }]) =>
    providerNames.filter((other) => other !== provider).map((other) => [name, other] as const),
  )
  test.each(own)('given %s, when read as %s, then it is refused', (name, provider) => {
    const claims = readTokenFixture(name)

    expect(() => readPrincipal(typedIdentity(claims), { provider })).toThrow(ClaimsError)
  })

  test('given both tokens of one person, when read, then they have one key, with each provider', () => {
    const pairs = [
      ['cognito-id', 'cognito-access'],
      ['auth0-id', 'auth0-access'],
      ['okta-id', 'okta-access'],
      ['oidc-id', 'oidc-access'],
    ] as const
    for (const pair of pairs) {
      const [provider] = pair[0].split('-')
      if (!isProviderName(provider)) throw new Error('not a provider')

      const keys = pair.map((name) => readPrincipal(typedIdentity(readTokenFixture(name)), { provider }).key)

      expect(new Set(keys).size).toBe(1)
    }
  })

  test('given an authorizer that looks elsewhere, when read, then the header is not believed', () => {
    const claims = toStringClaims(readTokenFixture('okta-access'))
    const identity = { ...typedIdentity(readTokenFixture('okta-access')), claims }

    const verified = readPrincipal(identity, okta)
    const unverified = readPrincipal(identity, { ...okta, identitySource: '$request.querystring.token' })

    expect(verified).toMatchObject({ groups: ['Everyone', 'Midwest Sales'], claimsSource: 'token' })
    expect(unverified).toMatchObject({ groups: [], ambiguous: ['groups'], claimsSource: 'string-claims' })
  })

  test('given a five-part opaque token in the header, when claims are read, then they come from text', () => {
    const claims = toStringClaims(readTokenFixture('auth0-access'))
    const authorization = `Bearer ${encodeToken({})}.a.b`

    const principal = readPrincipal({ claims, scopes: null, authorization }, auth0)

    expect(principal.claimsSource).toBe('string-claims')
  })
})
