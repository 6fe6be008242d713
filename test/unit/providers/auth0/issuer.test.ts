import { describe, expect, test } from '@jest/globals'
import { auth0Issuer } from '../../../../providers/auth0/issuer.ts'
import { anIssuerUser, claimTypes, readTokenFixture, tokenFacts } from '../../../support/token-shape.ts'

const actionClaims = [
  'https://example.com/roles',
  'https://example.com/email',
  'https://example.com/tenant',
  auth0Issuer.groupsClaim,
]

describe('auth0Issuer', () => {
  test("given a user, when an id token is made, then it has the names and types of a tenant's", async () => {
    const fixture = await readTokenFixture('auth0-id')
    const claims = auth0Issuer.idTokenClaims(tokenFacts())
    expect(claimTypes(claims, actionClaims)).toEqual(claimTypes(fixture.payload, actionClaims))
    expect(claims).toMatchObject({
      sub: 'auth0|111111112222433384445555',
      updated_at: '2025-12-30T20:13:20.000Z',
      nickname: 'ada.lovelace',
      exp: 1767225600 + 36_000,
    })
  })

  test("given a user, when an access token is made, then it has the names and types of a tenant's", async () => {
    const fixture = await readTokenFixture('auth0-access')
    const claims = auth0Issuer.accessTokenClaims(tokenFacts({ issuer: 'http://localhost:3001/' }))
    expect(claimTypes(claims, actionClaims)).toEqual(claimTypes(fixture.payload, actionClaims))
    expect(claims.aud).toEqual([auth0Issuer.apiAudience, 'http://localhost:3001/userinfo'])
    expect(claims.permissions).toEqual(anIssuerUser.permissions)
  })

  test('given no openid scope, when an access token is made, then its audience is one text', () => {
    const claims = auth0Issuer.accessTokenClaims(tokenFacts({ scopes: ['profile.delete'] }))
    expect(claims.aud).toBe(auth0Issuer.apiAudience)
  })

  test('given no scope at all, when an access token is made, then there is no scope claim', () => {
    expect(claimTypes(auth0Issuer.accessTokenClaims(tokenFacts({ scopes: [] })))).not.toHaveProperty('scope')
  })

  test("given no user, when an access token is made, then it is a machine's", async () => {
    const fixture = await readTokenFixture('auth0-client-credentials')
    const facts = { ...tokenFacts({ scopes: ['read:orders'], grant: 'client_credentials' }), user: undefined }
    const claims = auth0Issuer.accessTokenClaims(facts)
    expect(claimTypes(claims)).toEqual(claimTypes(fixture.payload))
    expect(claims.sub).toBe('theClient@clients')
  })

  test('given a user in a group, when tokens are made, then both name it under a URL; in none, neither does', () => {
    for (const groups of [['admin'], []]) {
      const facts = tokenFacts({ user: { ...anIssuerUser, groups } })
      const expected = groups.length > 0 ? groups : undefined
      expect(auth0Issuer.idTokenClaims(facts)[auth0Issuer.groupsClaim]).toEqual(expected)
      expect(auth0Issuer.accessTokenClaims(facts)[auth0Issuer.groupsClaim]).toEqual(expected)
    }
  })

  test('given either token, when its header is made, then typ is JWT and there is one key', async () => {
    const [id, access] = await Promise.all([readTokenFixture('auth0-id'), readTokenFixture('auth0-access')])
    expect(auth0Issuer.headerTypes).toEqual({ id: id.header.typ, access: access.header.typ })
    expect(auth0Issuer.separateKeys).toBe(id.header.kid !== access.header.kid)
  })

  test('given the issuer path, when the issuer is built, then it ends with one slash', () => {
    expect(`http://localhost:3001${auth0Issuer.issuerPath}`).toBe('http://localhost:3001/')
  })

  test('given a user, when userinfo is asked, then it has the subject of the id token', () => {
    const { sub } = auth0Issuer.userinfoClaims(anIssuerUser)
    expect(sub).toBe(auth0Issuer.idTokenClaims(tokenFacts()).sub)
  })
})
