import { describe, expect, test } from '@jest/globals'
import { oidcIssuer } from '../../../../providers/oidc/issuer.ts'
import { anIssuerUser, claimTypes, readTokenFixture, tokenFacts } from '../../../support/token-shape.ts'

describe('oidcIssuer', () => {
  test('given a user, when an id token is made, then it has the names and types of the standard', async () => {
    const fixture = await readTokenFixture('oidc-id')
    expect(claimTypes(oidcIssuer.idTokenClaims(tokenFacts()))).toEqual(claimTypes(fixture.payload))
  })

  test('given a user, when an access token is made, then it has the names and types of RFC 9068', async () => {
    const fixture = await readTokenFixture('oidc-access')
    const claims = oidcIssuer.accessTokenClaims(tokenFacts())
    expect(claimTypes(claims)).toEqual(claimTypes(fixture.payload))
    expect(claims).toMatchObject({
      aud: oidcIssuer.apiAudience,
      client_id: 'theClient',
      sub: anIssuerUser.id,
    })
  })

  test("given no user, when an access token is made, then it is a machine's, whose subject is the client", async () => {
    const fixture = await readTokenFixture('oidc-client-credentials')
    const facts = tokenFacts({ scopes: ['orders.read'], grant: 'client_credentials' })
    const claims = oidcIssuer.accessTokenClaims({ ...facts, user: undefined })
    expect(claimTypes(claims)).toEqual(claimTypes(fixture.payload))
    expect(claims.sub).toBe('theClient')
  })

  test('given only openid, when an id token is made, then it says neither name nor e-mail', () => {
    const claims = oidcIssuer.idTokenClaims(tokenFacts({ scopes: ['openid'] }))
    expect(claims).not.toHaveProperty('name')
    expect(claims).not.toHaveProperty('email')
  })

  test('given either token, when its header is made, then only that of the access token names RFC 9068', async () => {
    const [id, access] = await Promise.all([readTokenFixture('oidc-id'), readTokenFixture('oidc-access')])
    expect(oidcIssuer.headerTypes).toEqual({ id: id.header.typ, access: access.header.typ })
  })

  test('given a user, when userinfo is asked, then it has the subject of the id token', () => {
    expect(oidcIssuer.userinfoClaims(anIssuerUser).sub).toBe(oidcIssuer.idTokenClaims(tokenFacts()).sub)
  })
})
