import { describe, expect, test } from '@jest/globals'
import { type PrincipalOptions, readPrincipal } from '../../../../providers/index.ts'
import { readTokenFixture, typedIdentity } from '../token-fixture.ts'

const idToken = readTokenFixture('auth0-id')
const accessToken = readTokenFixture('auth0-access')
const machineToken = readTokenFixture('auth0-client-credentials')
// What every token has, without any mark of its use.
const bare = {
  iss: 'https://example-tenant.us.auth0.com/',
  sub: 'auth0|alice',
  aud: 'https://api.example.com/orders',
  iat: 1767225600,
  exp: 1767312000,
}

function read(claims: Record<string, unknown>, options: Partial<PrincipalOptions> = {}) {
  return readPrincipal(typedIdentity(claims), { provider: 'auth0', ...options })
}

describe('readPrincipal for Auth0', () => {
  test.each([['iss'], ['sub'], ['exp'], ['iat']])(
    'given a token without %s, when read, then it is refused',
    (name) => {
      for (const claims of [idToken, accessToken]) {
        expect(() => read({ ...claims, [name]: null })).toThrow(
          expect.objectContaining({ code: 'ERR_CLAIM_MISSING' }),
        )
      }
    },
  )

  test.each([
    ['azp', 'client'],
    ['client_id', 'client'],
    ['gty', 'password'],
    ['permissions', []],
    ['scope', 'read:orders'],
    ['aud', ['https://api.example.com/orders', 'https://example-tenant.us.auth0.com/userinfo']],
  ])('given %s as the only mark, when read, then it is an access token', (name, value) => {
    expect(read({ ...bare, [name]: value }).tokenUse).toBe('access')
  })

  test.each([['nonce'], ['at_hash'], ['c_hash'], ['sid'], ['nickname'], ['updated_at'], ['email'], ['name']])(
    'given %s as the only mark, when read, then it is an id token',
    (name) => {
      expect(read({ ...bare, [name]: 'x' })).toMatchObject({ tokenUse: 'id', clientId: bare.aud })
    },
  )

  test.each([
    ['no mark', {}],
    ['empty marks', { scope: '', azp: null, nonce: '' }],
    ["another issuer's userinfo", { aud: 'https://other.us.auth0.com/userinfo' }],
    ['an id token with two audiences', { nonce: 'x', aud: ['a', 'b'] }],
    ['an id token without audience', { nonce: 'x', aud: [] }],
    ['an email beside two audiences', { email: 'alice@example.com', aud: ['a', 'b'] }],
  ])('given %s, when read, then its use is unknown', (_what, claims) => {
    expect(() => read({ ...bare, ...claims })).toThrow(
      expect.objectContaining({ code: 'ERR_TOKEN_USE_UNKNOWN' }),
    )
  })

  test.each([
    ['azp', 'nonce'],
    ['client_id', 'at_hash'],
    ['permissions', 'c_hash'],
    ['gty', 'nonce'],
    ['scope', 'nonce'],
    ['scope', 'sid'],
    ['scope', 'nickname'],
    ['scope', 'email'],
  ])('given %s beside %s, when read, then they conflict', (accessMark, idMark) => {
    expect(() => read({ ...bare, [accessMark]: 'x', [idMark]: 'x' })).toThrow(
      expect.objectContaining({ code: 'ERR_TOKEN_USE_CONFLICTING' }),
    )
  })

  test('given an access token to which an Action added profile claims, when read, then it is an access token', () => {
    const added = {
      nickname: 'alice',
      updated_at: '2026-01-01T00:00:00.000Z',
      email: 'alice@example.com',
      sid: 's',
    }

    expect(read({ ...accessToken, ...added }).tokenUse).toBe('access')
  })

  test.each([
    ['the grant', { ...machineToken, sub: 'x' }],
    ['the suffix of the subject', { ...machineToken, gty: null }],
    ['the bare client id', { ...machineToken, gty: null, sub: machineToken.azp }],
    ['client_id of the RFC 9068 profile', { ...bare, sub: 'machine', client_id: 'machine', jti: 'x' }],
  ])('given a client told by %s, when read, then it is one', (_what, claims) => {
    expect(read(claims)).toMatchObject({ tokenUse: 'access', kind: 'client' })
  })

  test('given a person by the password grant, when read, then it is a user', () => {
    expect(read({ ...accessToken, gty: 'password' })).toMatchObject({ tokenUse: 'access', kind: 'user' })
  })

  test.each([
    ['https://login.example.com/', true],
    ['http://localhost:3001/', true],
    ['https://example-tenant.us.auth0.com', false],
    ['https://sts.windows.net/00000000-1111-4222-8333-444444444444/', false],
    ['https://example.com/auth0/', false],
    ['https://example.com/?a=/', false],
    ['https://example.com#a/', false],
    ['ftp://example.com/', false],
  ])('given the issuer %s, when read, then it is accepted: %s', (iss, isAccepted) => {
    const reading = () => read({ ...accessToken, aud: 'https://api.example.com/orders', iss })

    if (isAccepted) expect(reading().issuer).toBe(iss)
    else expect(reading).toThrow(expect.objectContaining({ code: 'ERR_ISSUER_UNSUPPORTED' }))
  })

  test.each([[undefined], [''], ['constructor'], ['__proto__']])(
    'given the groups claim %j, when read, then there are no groups',
    (groupsClaim) => {
      expect(read({ ...accessToken, groups: ['admin'] }, { groupsClaim })).toMatchObject({
        groups: [],
        ambiguous: [],
      })
    },
  )
})
