import { describe, expect, test } from '@jest/globals'
import { oktaIssuer } from '../../../../providers/okta/issuer.ts'
import { anIssuerUser, claimTypes, readTokenFixture, tokenFacts } from '../../../support/token-shape.ts'

describe('oktaIssuer', () => {
  test("given a user, when an id token is made, then it has the names and types of the default server's", async () => {
    const fixture = await readTokenFixture('okta-id')
    const claims = oktaIssuer.idTokenClaims(tokenFacts())
    expect(claimTypes(claims)).toEqual(claimTypes(fixture.payload, ['middle_name']))
    expect(String(claims.jti)).toMatch(/^ID\./)
    expect(claims.sub).toMatch(/^00u\w{17}$/)
  })

  test("given a user, when an access token is made, then it has the names and types of the default server's", async () => {
    const fixture = await readTokenFixture('okta-access')
    const claims = oktaIssuer.accessTokenClaims(tokenFacts())
    expect(claimTypes(claims)).toEqual(claimTypes(fixture.payload))
    expect(String(claims.jti)).toMatch(/^AT\./)
    expect(claims).toMatchObject({ aud: 'api://default', cid: 'theClient', sub: 'ada.lovelace@example.com' })
  })

  test('given one user, when both tokens are made, then uid of the access token is sub of the id token', () => {
    const { sub } = oktaIssuer.idTokenClaims(tokenFacts())
    expect(oktaIssuer.accessTokenClaims(tokenFacts()).uid).toBe(sub)
    expect(oktaIssuer.accessTokenClaims(tokenFacts()).sub).not.toBe(sub)
  })

  test("given no user, when an access token is made, then it is a machine's", async () => {
    const fixture = await readTokenFixture('okta-client-credentials')
    const claims = oktaIssuer.accessTokenClaims({
      ...tokenFacts({ scopes: ['orders.read'] }),
      user: undefined,
    })
    expect(claimTypes(claims)).toEqual(claimTypes(fixture.payload))
    expect(claims.sub).toBe('theClient')
  })

  test('given a user in no group, when tokens are made, then the groups claim is left out', () => {
    const facts = tokenFacts({ user: { ...anIssuerUser, groups: [] } })
    expect(claimTypes(oktaIssuer.idTokenClaims(facts))).not.toHaveProperty('groups')
    expect(claimTypes(oktaIssuer.accessTokenClaims(facts))).not.toHaveProperty('groups')
  })

  test('given only openid, when an id token is made, then it says neither name nor e-mail', () => {
    const claims = oktaIssuer.idTokenClaims(tokenFacts({ scopes: ['openid'] }))
    expect(claims).not.toHaveProperty('name')
    expect(claims).not.toHaveProperty('email')
  })

  test('given either token, when its header is made, then there is no typ and one key', async () => {
    const [id, access] = await Promise.all([readTokenFixture('okta-id'), readTokenFixture('okta-access')])
    expect(oktaIssuer.headerTypes).toEqual({ id: id.header.typ, access: access.header.typ })
    expect(oktaIssuer.separateKeys).toBe(id.header.kid !== access.header.kid)
  })

  test('given a user, when userinfo is asked, then it has the subject of the id token', () => {
    expect(oktaIssuer.userinfoClaims(anIssuerUser).sub).toBe(oktaIssuer.idTokenClaims(tokenFacts()).sub)
  })
})
