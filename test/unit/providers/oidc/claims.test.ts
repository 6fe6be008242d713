import { describe, expect, test } from '@jest/globals'
import { type Claims, type PrincipalOptions, readPrincipal } from '../../../../providers/index.ts'
import { readTokenFixture, typedIdentity } from '../token-fixture.ts'

const plain = { iss: 'https://id.example.com', sub: 'u', aud: 'api', iat: 1, exp: 2 }

function read(
  claims: Claims,
  header: object = { alg: 'RS256', kid: 'k' },
  options: Partial<PrincipalOptions> = {},
) {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const authorization = `Bearer ${part(header)}.${part(claims)}.c2ln`
  return readPrincipal(
    { ...typedIdentity(claims), authorization },
    { provider: 'oidc', identitySource: '$request.header.Authorization', ...options },
  )
}

const withCode = (code: string) => expect.objectContaining({ code })

describe('the token use, issuer of no known vendor', () => {
  test.each<[string, Claims, object | undefined, 'id' | 'access']>([
    ['the header at+jwt alone', plain, { typ: 'at+jwt' }, 'access'],
    ['that header in full, in capitals', plain, { typ: 'application/AT+JWT' }, 'access'],
    ['that header beside a nonce', { ...plain, nonce: 'n' }, { typ: 'at+jwt' }, 'access'],
    ['scope', { ...plain, scope: 'a' }, undefined, 'access'],
    ['scp', { ...plain, scp: ['a'] }, undefined, 'access'],
    ['client_id', { ...plain, client_id: 'c' }, undefined, 'access'],
    ['cid', { ...plain, cid: 'c' }, undefined, 'access'],
    ['a nonce', { ...plain, nonce: 'n' }, undefined, 'id'],
    ['at_hash', { ...plain, at_hash: 'h' }, { typ: 'JWT' }, 'id'],
    ['c_hash beside azp and a profile', { ...plain, c_hash: 'h', azp: 'c', name: 'A' }, undefined, 'id'],
  ])('given %s, when read, then it is told', (_, claims, header, use) => {
    expect(read(claims, header).tokenUse).toBe(use)
  })

  test.each<[string, Claims, string]>([
    ['neither', { ...plain, azp: 'c', name: 'A', email: 'a@example.com' }, 'ERR_TOKEN_USE_UNKNOWN'],
    ['both', { ...plain, scope: 'a', nonce: 'n' }, 'ERR_TOKEN_USE_CONFLICTING'],
    [
      'an Okta issuer',
      { ...plain, iss: 'https://a.okta.com/oauth2/x', scp: ['a'] },
      'ERR_ISSUER_UNSUPPORTED',
    ],
    ['an Auth0 issuer', { ...plain, iss: 'https://a.eu.auth0.com/', scope: 'a' }, 'ERR_ISSUER_UNSUPPORTED'],
  ])('given the marks of %s, when read, then it is refused', (_, claims, code) => {
    expect(() => read(claims)).toThrow(withCode(code))
  })

  test('given a header that is not the one that was verified, when read, then its typ counts for nothing', () => {
    const forged = `Bearer ${Buffer.from('{"typ":"at+jwt"}').toString('base64url')}.${Buffer.from('{"sub":"x"}').toString('base64url')}.c2ln`
    const identity = { claims: plain, scopes: null, authorization: forged }
    expect(() => readPrincipal(identity, { provider: 'oidc' })).toThrow(withCode('ERR_TOKEN_USE_UNKNOWN'))
  })
})

describe('the setting tokenUse', () => {
  const neither = { ...plain, email: 'a@example.com' }
  const both = { ...plain, scope: 'a', nonce: 'n' }

  test.each<[string, Claims, 'id' | 'access']>([
    ['a token with the marks of neither', neither, 'id'],
    ['a token with the marks of neither', neither, 'access'],
    ['a token with the marks of both', both, 'id'],
    ['a token with the marks of both', both, 'access'],
    ['an id token', { ...plain, nonce: 'n' }, 'id'],
    ['an access token', { ...plain, scope: 'a' }, 'access'],
  ])('decides on %s: %#', (_, claims, tokenUse) => {
    expect(read({ ...claims, auth_time: 1 }, undefined, { tokenUse }).tokenUse).toBe(tokenUse)
  })

  test.each<[string, Claims, object | undefined, 'id' | 'access']>([
    ['an access token', { ...plain, scope: 'a' }, undefined, 'id'],
    ['the header at+jwt', plain, { typ: 'at+jwt' }, 'id'],
    ['an id token', { ...plain, nonce: 'n' }, undefined, 'access'],
  ])('does not make %s the other kind', (_, claims, header, tokenUse) => {
    expect(() => read(claims, header, { tokenUse })).toThrow(withCode('ERR_TOKEN_USE_CONFLICTING'))
  })

  test('does not overrule what is known of an issuer', () => {
    const claims = {
      ...plain,
      iss: 'https://securetoken.google.com/p',
      firebase: { sign_in_provider: 'password' },
    }
    expect(read(claims, undefined, { tokenUse: 'access' }).tokenUse).toBe('id')
  })

  test('does not make a user of whoever sends an id token', () => {
    expect(read(plain, undefined, { tokenUse: 'id' })).toMatchObject({ tokenUse: 'access', kind: 'client' })
    expect(read({ ...plain, email: 'a@example.com' }, undefined, { tokenUse: 'id' })).toMatchObject({
      tokenUse: 'id',
      kind: 'user',
      email: 'a@example.com',
    })
  })
})

describe('issuers whose tokens have no mark', () => {
  test('Firebase: an id token of a user', () => {
    const claims = {
      ...plain,
      iss: 'https://securetoken.google.com/proj',
      aud: 'proj',
      user_id: 'u',
      auth_time: 1,
      firebase: { sign_in_provider: 'password' },
      email: 'ada@example.com',
      email_verified: true,
    }
    expect(read(claims)).toMatchObject({
      tokenUse: 'id',
      kind: 'user',
      clientId: 'proj',
      email: 'ada@example.com',
      emailVerified: true,
    })
    expect(() => read({ ...claims, iss: 'https://securetoken.google.com.example.org/proj' })).toThrow(
      withCode('ERR_TOKEN_USE_UNKNOWN'),
    )
  })

  test('GitLab: the id token of a user, who signed in without a nonce', () => {
    const claims = { ...plain, iss: 'https://gitlab.com', auth_time: 1, email: 'ada@example.com' }
    expect(read(claims)).toMatchObject({ tokenUse: 'id', kind: 'user', email: 'ada@example.com' })
  })

  test('a CI job is a client without scopes', () => {
    const claims = {
      ...plain,
      iss: 'https://gitlab.com',
      sub: 'project_path:g/p:ref_type:branch:ref:main',
      project_path: 'g/p',
    }
    expect(read(claims)).toMatchObject({
      tokenUse: 'access',
      kind: 'client',
      clientId: undefined,
      scopes: [],
      subject: claims.sub,
    })
  })
})

describe('Azure AD B2C', () => {
  const iss = 'https://acme.b2clogin.com/tfp/11111111-2222-4333-8444-555555555555/b2c_1_in/v2.0/'
  const both = { ...plain, iss, sub: 'o', oid: 'o', name: 'Ada', tfp: 'b2c_1_in', nonce: 'n' }
  const access = { ...both, azp: 'app', scp: 'read write' }

  test('reads both tokens of a user, with one key', () => {
    expect(read(both)).toMatchObject({ tokenUse: 'id', name: 'Ada' })
    // Unlike elsewhere, a nonce is no mark of an id token.
    expect(read(access)).toMatchObject({ tokenUse: 'access', kind: 'user', scopes: ['read', 'write'] })
    expect(read(access).key).toBe(read(both).key)
  })

  test('goes by oid where sub is one sentence for all, and refuses without', () => {
    const sub = 'Not supported currently. Use oid claim.'
    expect(read({ ...access, sub }).subject).toBe('o')
    const { oid: _, ...claims } = { ...access, sub }
    expect(() => read(claims)).toThrow(withCode('ERR_CLAIM_MALFORMED'))
  })

  test('is not Entra ID: a client has scp too', () => {
    const { name: _, nonce: __, ...claims } = access
    expect(read(claims)).toMatchObject({ kind: 'client', scopes: ['read', 'write'], permissions: [] })
    const elsewhere = { ...claims, iss: 'https://login.microsoftonline.com/t/v2.0' }
    expect(read(elsewhere)).toMatchObject({ kind: 'user' })
  })

  test('is known by its host alone', () => {
    expect(() =>
      read({ ...both, nonce: undefined, iss: 'https://b2clogin.com.example.org/t/v2.0/' }),
    ).toThrow(withCode('ERR_TOKEN_USE_UNKNOWN'))
  })
})

describe('vendors with rules of their own', () => {
  const entra = readTokenFixture('entra-access')
  const realm = readTokenFixture('keycloak-access')

  test('given the two tokens of one person at Entra ID, when read, then they have one key, by oid', () => {
    const [id, access] = ['entra-id', 'entra-access'].map((name) => readTokenFixture(name))
    expect(id?.sub).not.toBe(access?.sub)
    expect(read(id ?? {}).key).toBe(read(access ?? {}).key)
  })

  test('given an Entra ID token without oid, when read, then sub is what there is', () => {
    const { oid: _, ...claims } = entra
    expect(read(claims).subject).toBe(entra.sub)
  })

  test('given an Entra ID client without idtyp, when read, then its missing scp tells it, and roles are what it may do', () => {
    const { idtyp: _, ...claims } = readTokenFixture('entra-access-app')
    expect(read(claims)).toMatchObject({ kind: 'client', permissions: ['Orders.Process.All'] })
  })

  test('given a person with roles at Entra ID, when read, then they are no permissions', () => {
    expect(read(entra)).toMatchObject({ kind: 'user', permissions: [] })
  })

  test('given the Entra ID of China, when read, then its users go by oid and its clients are told', () => {
    const iss = 'https://login.partner.microsoftonline.cn/t/v2.0'
    expect(read({ ...entra, iss }).subject).toBe(entra.oid)
    expect(read({ ...readTokenFixture('entra-access-app'), iss })).toMatchObject({ kind: 'client' })
    const foreign = 'https://login.partner.microsoftonline.cn.example.org/t/v2.0'
    expect(read({ ...entra, iss: foreign }).subject).toBe(entra.sub)
  })

  test('given an Entra ID issuer on another host, when read, then it is no Entra ID token', () => {
    const claims = { ...entra, iss: 'https://login.microsoftonline.com.example.org/t/v2.0' }
    expect(read(claims).subject).toBe(entra.sub)
  })

  test('given a Keycloak access token with a nonce, as before version 25, when read, then typ decides', () => {
    expect(read({ ...realm, nonce: 'n' }).tokenUse).toBe('access')
  })

  test.each(['Refresh', undefined])('given typ %s in a realm, when read, then it is refused', (typ) => {
    const { typ: _, ...claims } = realm
    expect(() => read(typ ? { ...claims, typ } : claims)).toThrow(withCode('ERR_TOKEN_USE_UNKNOWN'))
  })

  test("given a service account's token of Keycloak, when read, then it is a client", () => {
    const claims = { ...realm, preferred_username: 'service-account-orders' }
    expect(read(claims)).toMatchObject({ kind: 'client', username: undefined, clientId: 'orders-spa' })
  })
})

describe('a service account of Keycloak without the scope profile', () => {
  const realm = {
    ...plain,
    iss: 'https://id.example.com/realms/main',
    typ: 'Bearer',
    azp: 'job',
    scope: 'email',
  }

  test.each<[string, Claims]>([
    ['the address it came from', { client_id: 'job', clientHost: '10.0.0.1', clientAddress: '10.0.0.1' }],
    ['its host beside a session', { clientHost: '10.0.0.1', sid: 's' }],
    ['an email of its own', { client_id: 'job', email: 'job@example.com' }],
    ['nothing that shows a person', {}],
  ])('given %s, when read, then it is a client', (_, claims) => {
    expect(read({ ...realm, ...claims })).toMatchObject({ kind: 'client', clientId: 'job' })
  })

  test.each<[string, Claims]>([
    ['a name', { preferred_username: 'ada' }],
    ['the session of a sign-in', { sid: 's' }],
  ])('given %s, when read, then it is a user', (_, claims) => {
    expect(read({ ...realm, ...claims }).kind).toBe('user')
  })
})

describe('what the claims say', () => {
  test('given another groups claim and a prefix, when read, then groups and scopes are by their plain names', () => {
    const claims = {
      ...plain,
      scope: 'openid https://api.example.com/orders.read',
      teams: ['a'],
      groups: ['b'],
    }
    const options = {
      provider: 'oidc',
      groupsClaim: 'teams',
      scopePrefix: 'https://api.example.com/',
    } as const
    expect(readPrincipal(typedIdentity(claims), options)).toMatchObject({
      groups: ['a'],
      scopes: ['openid', 'orders.read'],
    })
  })

  test('given an id token for several, when read, then azp is its client', () => {
    expect(read({ ...plain, aud: ['a', 'b'], azp: 'a', nonce: 'n' }).clientId).toBe('a')
  })

  test('given email_verified as text false, when read, then it is not verified', () => {
    expect(read({ ...plain, nonce: 'n', email_verified: 'false' })).toMatchObject({ emailVerified: false })
  })
})
