import { describe, expect, test } from '@jest/globals'
import { type PrincipalOptions, readPrincipal, toStringClaims } from '../../../../providers/index.ts'
import { readTokenFixture, typedIdentity } from '../token-fixture.ts'

const idToken = readTokenFixture('cognito-id')
const accessToken = readTokenFixture('cognito-access')
const machineToken = readTokenFixture('cognito-access-client-credentials')

function read(claims: Record<string, unknown>, options: Partial<PrincipalOptions> = {}) {
  return readPrincipal(typedIdentity(claims), { provider: 'cognito', ...options })
}

describe('readPrincipal for Cognito', () => {
  test.each([['token_use'], ['iss'], ['sub'], ['exp'], ['iat']])(
    'given a token without %s, when read, then it is refused',
    (name) => {
      const code = name === 'token_use' ? 'ERR_TOKEN_USE_UNKNOWN' : 'ERR_CLAIM_MISSING'
      for (const claims of [idToken, accessToken]) {
        expect(() => read({ ...claims, [name]: null })).toThrow(expect.objectContaining({ code }))
      }
    },
  )

  test.each([['refresh'], ['ID'], ['[id]'], [['id']], [true]])(
    'given the token use %j, when read, then it is refused',
    (use) => {
      expect(() => read({ ...idToken, token_use: use })).toThrow(
        expect.objectContaining({ code: 'ERR_TOKEN_USE_UNKNOWN' }),
      )
    },
  )

  test('given an id token to which a trigger added a scope and a client, when read, then it is an id token', () => {
    const principal = read({ ...idToken, scope: 'orders-api/orders.write', client_id: 'another' })

    expect(principal).toMatchObject({ tokenUse: 'id', clientId: '1exampleclient23456789abcd' })
    expect(principal).not.toHaveProperty('scopes')
  })

  test('given an access token to which a trigger added an email, when read, then it is an access token', () => {
    const principal = read({ ...accessToken, email: 'alice@example.com', email_verified: true })

    expect(principal.tokenUse).toBe('access')
    expect(principal).not.toHaveProperty('email')
  })

  test('given a client and a person, when read, then only the client is one', () => {
    expect(read(machineToken)).toMatchObject({ kind: 'client' })
    expect(read(accessToken)).toMatchObject({ kind: 'user' })
  })

  test('given scopes of several servers, when read, then only the own prefix is taken off', () => {
    const scope = 'openid own/read own/own/read other/own/read ownread own/'

    expect(read({ ...accessToken, scope }, { scopePrefix: 'own/' })).toMatchObject({
      scopes: ['openid', 'read', 'own/read', 'other/own/read', 'ownread', 'own/'],
    })
  })

  test('given the option groupsClaim, when read, then the groups still are those of the pool', () => {
    const principal = read({ ...idToken, teams: ['root'] }, { groupsClaim: 'teams' })

    expect(principal.groups).toEqual(['admin', 'billing'])
  })

  test('given an issuer with a fragment, when read, then it is refused', () => {
    expect(() => read({ ...idToken, iss: 'https://issuer.example/#a' })).toThrow(
      expect.objectContaining({ code: 'ERR_ISSUER_UNSUPPORTED' }),
    )
  })

  test('given no scope claim, when read, then the scopes are those of the gateway', () => {
    const { scope, ...claims } = accessToken
    const options = { provider: 'cognito', scopePrefix: 'own/' } as const
    const passed = { claims: toStringClaims(claims), authorization: undefined }

    expect(scope).toBeDefined()
    expect(readPrincipal({ ...passed, scopes: ['openid', 'own/read'] }, options)).toMatchObject({
      scopes: ['openid', 'read'],
    })
    expect(readPrincipal({ ...passed, scopes: null }, options)).toMatchObject({ scopes: [] })
  })

  test('given a scope claim, when the gateway says otherwise, then the claim counts', () => {
    const identity = { ...typedIdentity({ ...accessToken, scope: 'openid' }), scopes: ['admin'] }

    expect(readPrincipal(identity, { provider: 'cognito' })).toMatchObject({ scopes: ['openid'] })
  })
})
