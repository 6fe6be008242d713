import { describe, expect, test } from '@jest/globals'
import { cognitoIssuer } from '../../../../providers/cognito/issuer.ts'
import { anIssuerUser, claimTypes, readTokenFixture, tokenFacts } from '../../../support/token-shape.ts'

const loner = { ...anIssuerUser, groups: [] }

describe('cognitoIssuer', () => {
  test("given a user with groups, when an id token is made, then it has the names and types of a pool's", async () => {
    const fixture = await readTokenFixture('cognito-id')
    const perPool = ['cognito:roles', 'cognito:preferred_role', 'custom:tenant', 'custom:seats', 'picture']
    const claims = cognitoIssuer.idTokenClaims(tokenFacts({ nonce: undefined }))
    expect(claimTypes(claims)).toEqual(claimTypes(fixture.payload, perPool))
    expect(claims).toMatchObject({ token_use: 'id', aud: 'theClient', exp: 1767229200, email_verified: true })
  })

  test("given a user with groups, when an access token is made, then it has the names and types of a pool's", async () => {
    const fixture = await readTokenFixture('cognito-access')
    const claims = cognitoIssuer.accessTokenClaims(tokenFacts())
    expect(claimTypes(claims)).toEqual(claimTypes(fixture.payload))
    expect(claims).toMatchObject({ token_use: 'access', client_id: 'theClient', version: 2 })
    expect(claims).not.toHaveProperty('aud')
  })

  test("given no user, when an access token is made, then it is a machine's", async () => {
    const fixture = await readTokenFixture('cognito-access-client-credentials')
    const claims = cognitoIssuer.accessTokenClaims({ ...tokenFacts(), user: undefined })
    expect(claimTypes(claims)).toEqual(claimTypes(fixture.payload))
    expect(claims.sub).toBe('theClient')
  })

  test('given a user in no group, when tokens are made, then the groups claim is left out', () => {
    const facts = tokenFacts({ user: loner })
    expect(claimTypes(cognitoIssuer.idTokenClaims(facts))).not.toHaveProperty('cognito:groups')
    expect(claimTypes(cognitoIssuer.accessTokenClaims(facts))).not.toHaveProperty('cognito:groups')
  })

  test.each([
    [['openid'], ['email', 'name']],
    [['openid', 'email'], ['email']],
    [['openid', 'profile'], ['name']],
  ])(
    'given the scopes %j, when an id token is made, then of e-mail and name it has %j',
    (scopes, expected) => {
      const claims = cognitoIssuer.idTokenClaims(tokenFacts({ scopes }))
      expect(['email', 'name'].filter((name) => name in claims)).toEqual(expected)
    },
  )

  test('given either token, when its header is made, then there is no typ and each kind has its own key', async () => {
    const [id, access] = await Promise.all([
      readTokenFixture('cognito-id'),
      readTokenFixture('cognito-access'),
    ])
    expect(cognitoIssuer.headerTypes).toEqual({ id: id.header.typ, access: access.header.typ })
    expect(cognitoIssuer.separateKeys).toBe(id.header.kid !== access.header.kid)
  })

  test('given a user, when userinfo is asked, then booleans are text', () => {
    expect(cognitoIssuer.userinfoClaims(anIssuerUser)).toMatchObject({ email_verified: 'true' })
  })

  test('given an authorizer, when it lists the audience, then those are its clients, which both kinds of token name', () => {
    const { aud } = cognitoIssuer.idTokenClaims(tokenFacts({ clientId: cognitoIssuer.clientId }))
    expect(cognitoIssuer.authorizerAudience).toEqual([aud, cognitoIssuer.machineClientId])
  })
})
