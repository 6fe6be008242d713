import { describe, expect, test } from '@jest/globals'
import { type PrincipalOptions, readPrincipal } from '../../../../providers/index.ts'
import { readTokenFixture, typedIdentity } from '../token-fixture.ts'

const idToken = readTokenFixture('okta-id')
const accessToken = readTokenFixture('okta-access')
const machineToken = readTokenFixture('okta-client-credentials')
const orgAccessToken = readTokenFixture('okta-org-access')

function read(claims: Record<string, unknown>, options: Partial<PrincipalOptions> = {}) {
  return readPrincipal(typedIdentity(claims), { provider: 'okta', ...options })
}

describe('readPrincipal for Okta', () => {
  test.each([['iss'], ['sub'], ['exp'], ['iat']])(
    'given a token without %s, when read, then it is refused',
    (name) => {
      for (const claims of [idToken, machineToken]) {
        expect(() => read({ ...claims, [name]: null })).toThrow(
          expect.objectContaining({ code: 'ERR_CLAIM_MISSING' }),
        )
      }
    },
  )

  test('given a renamed login, when both access tokens are read, then the principal stays', () => {
    const before = read(accessToken)
    const after = read({ ...accessToken, sub: 'alice.married@example.com' })

    expect(after.key).toBe(before.key)
    expect(after.username).toBe('alice.married@example.com')
  })

  test('given an id token with a claim called uid, when read, then its subject is sub', () => {
    expect(read({ ...idToken, uid: '00usomebodyelse' }).subject).toBe('00uexamplealice00005d7')
  })

  test('given an access token without uid, when read, then it is a client and has no user name', () => {
    expect(read(machineToken)).toMatchObject({ kind: 'client', username: undefined })
    expect(read(accessToken)).toMatchObject({ kind: 'user' })
  })

  test.each([
    ['an id of an id token and cid', { ...idToken, cid: 'client' }],
    ['an id of an id token and scp', { ...idToken, scp: ['openid'] }],
    ['cid and an id of an id token', { ...accessToken, jti: 'ID.x' }],
    ['cid and nonce', { ...accessToken, nonce: 'x' }],
    ['cid and at_hash', { ...accessToken, at_hash: 'x' }],
    ['cid and c_hash', { ...accessToken, c_hash: 'x' }],
    ['nonce and an id of an access token', { ...idToken, jti: 'AT.x' }],
  ])('given %s, when read, then they conflict', (_what, claims) => {
    expect(() => read(claims)).toThrow(expect.objectContaining({ code: 'ERR_TOKEN_USE_CONFLICTING' }))
  })

  test.each([
    ['an access token without cid', { ...accessToken, cid: null }],
    ['an id token without jti', { ...idToken, jti: null }],
    ['an id token with another jti', { ...idToken, jti: 'x' }],
    ['a token without any mark', { ...machineToken, cid: null, scp: null, jti: null }],
  ])('given %s, when read, then its use is unknown', (_what, claims) => {
    expect(() => read(claims)).toThrow(expect.objectContaining({ code: 'ERR_TOKEN_USE_UNKNOWN' }))
  })

  test('given both tokens of the org authorization server, when read, then only the id token is accepted', () => {
    expect(() => read(orgAccessToken)).toThrow(expect.objectContaining({ code: 'ERR_ISSUER_UNSUPPORTED' }))
    expect(read({ ...idToken, iss: orgAccessToken.iss })).toMatchObject({
      tokenUse: 'id',
      issuer: 'https://dev-00000000.okta.com',
    })
  })

  test.each([
    ['https://id.example.com/oauth2/aus1example', true],
    ['http://localhost:3001/oauth2/default', true],
    ['https://dev-00000000.okta.com/oauth2/default/', false],
    ['https://dev-00000000.okta.com/oauth2', false],
    ['https://dev-00000000.okta.com/oauth2/', false],
    ['https://dev-00000000.okta.com/', false],
    ['https://example.com/realms/oauth2/default', false],
    ['https://example.com?/oauth2/default', false],
  ])('given the issuer %s, when read, then it is accepted: %s', (iss, isAccepted) => {
    const reading = () => read({ ...accessToken, iss })

    if (isAccepted) expect(reading().issuer).toBe(iss)
    else expect(reading).toThrow(expect.objectContaining({ code: 'ERR_ISSUER_UNSUPPORTED' }))
  })

  test('given another groups claim, when read, then the groups are those', () => {
    const claims = { ...accessToken, teams: ['Night Shift'] }

    expect(read(claims, { groupsClaim: 'teams' }).groups).toEqual(['Night Shift'])
    expect(read(claims, { groupsClaim: '' }).groups).toEqual(['Everyone', 'Midwest Sales'])
  })

  test('given scopes as one text, when read, then they are split', () => {
    expect(read({ ...accessToken, scp: 'openid own.read' }, { scopePrefix: 'own.' })).toMatchObject({
      scopes: ['openid', 'read'],
    })
  })
})
