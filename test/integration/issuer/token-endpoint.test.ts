import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { providerNames } from '../../../providers/index.ts'
import { issuerProfiles } from '../../../providers/registry.ts'
import { type ConsoleIssuer, startConsoleIssuer } from '../../support/console-issuer.ts'
import { claimTypes } from '../../support/token-shape.ts'

const startedAt = 1767225600_000

describe.each(providerNames)('POST /_claimcheck/token, provider %s', (provider) => {
  const shape = issuerProfiles[provider]
  let issuer: ConsoleIssuer

  beforeAll(async () => {
    issuer = await startConsoleIssuer(provider, { scopes: ['profile.delete'], now: () => startedAt })
  })

  afterAll(async () => {
    await issuer?.close()
  })

  function post(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${issuer.url}/_claimcheck/token`, {
      method: 'POST',
      headers: { authorization: `Bearer ${issuer.key}`, 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  }

  async function claimsOf(body: unknown) {
    const response = await post(body)
    expect(response.status).toBe(200)
    const { token } = (await response.json()) as { token: string }
    const keys = createRemoteJWKSet(new URL(issuer.url + shape.endpoints.jwks))
    const options = { issuer: issuer.issuer, currentDate: new Date(startedAt), algorithms: ['RS256'] }
    return (await jwtVerify(token, keys, options)).payload
  }

  test("given the key, when both kinds are asked for, then they verify, at the clock's time, for alice", async () => {
    const [id, access] = [await claimsOf({ use: 'id' }), await claimsOf({ use: 'access' })]
    expect(id).toMatchObject({ email: 'alice@example.com', iat: startedAt / 1000 })
    expect(access).toMatchObject({ iat: startedAt / 1000, exp: startedAt / 1000 + shape.accessTokenSeconds })
    const scopes = [access.scp ?? String(access.scope).split(' ')].flat()
    expect(scopes).toEqual(['openid', 'profile', 'email', `${shape.scopePrefix}profile.delete`])
  })

  test('given a name, groups and scopes, when a token is asked for, then it has them, and the next one the defaults', async () => {
    const asked = { use: 'access', user: 'bob', groups: ['admin'], scopes: ['openid'] }
    const first = await claimsOf(asked)
    expect(first[shape.groupsClaim]).toEqual(['admin'])
    expect(first.scope ?? first.scp).toEqual(provider === 'okta' ? ['openid'] : 'openid')
    const second = await claimsOf({ use: 'access', user: 'BOB@example.com' })
    expect(second.sub).toBe(first.sub)
    expect(claimTypes(second)).not.toHaveProperty(shape.groupsClaim)
  })

  test('given a machine-to-machine client, when a token is asked for, then it belongs to no user; an id token is refused', async () => {
    const claims = await claimsOf({ client: true })
    const client = claims.client_id ?? claims.cid ?? claims.azp
    expect(client).toBe(issuer.machineClientId)
    expect(String(claims.sub)).toContain(issuer.machineClientId)
    expect(claims).not.toHaveProperty(shape.groupsClaim)
    expect([claims.scp ?? claims.scope].flat()).toEqual([`${shape.scopePrefix}profile.delete`])
    expect((await post({ client: true, use: 'id' })).status).toBe(400)
  })

  test('given no scopes at all, when an access token is asked for, then it has none', async () => {
    const claims = await claimsOf({ use: 'access', scopes: [] })
    expect([claims.scope ?? claims.scp ?? []].flat()).toEqual([])
  })

  test.each([
    ['no key', { authorization: '' }, 401],
    ['another key', { authorization: 'Bearer wrong' }, 401],
    ['a web page of another origin', { origin: 'https://other.example' }, 403],
    ['text', { 'content-type': 'text/plain' }, 415],
  ])('given %s, when a token is asked for, then refused without one', async (_what, headers, status) => {
    const response = await post({ use: 'id' }, headers)
    expect(response.status).toBe(status)
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
    expect(Object.keys((await response.json()) as object)).toEqual(['message'])
  })

  test.each([
    ['no JSON', '{', 'The body'],
    ['a list', [], 'The body'],
    ['an unknown kind', { use: 'refresh' }, '"use"'],
    ['an unknown member', { role: 'admin' }, 'role'],
    ['an unknown scope', { scopes: ['profile.paint'] }, 'profile.paint'],
    ['a scope with a space', { scopes: ['a b'] }, '"scopes[0]"'],
    ['a user that is no address', { user: 'b b' }, '"user"'],
    ['groups that are no list', { groups: 'admin' }, '"groups"'],
  ])(
    'given %s, when a token is asked for, then the message says what is wrong',
    async (_what, body, named) => {
      const response = await post(body)
      expect(response.status).toBe(400)
      const { message } = (await response.json()) as { message: string }
      expect(message).toContain(named)
    },
  )

  test('given another method, when sent, then refused', async () => {
    const response = await fetch(`${issuer.url}/_claimcheck/token`, { method: 'OPTIONS' })
    expect(response.status).toBe(405)
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })

  function forget(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${issuer.url}/_claimcheck/user`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${issuer.key}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  }

  test('given a user, when they are forgotten, then the same name is another subject', async () => {
    const shortLived = { use: 'id', user: 'carol' }
    const before = await claimsOf(shortLived)
    const response = await forget({ user: 'Carol@example.com' })
    const after = await claimsOf(shortLived)
    expect(response.status).toBe(204)
    expect(after.email).toBe(before.email)
    expect(after.sub).not.toBe(before.sub)
  })

  test.each([
    ['no key', { user: 'dave' }, { authorization: '' }, 401],
    ['a web page', { user: 'dave' }, { origin: 'https://other.example' }, 403],
    ['nobody named', {}, {}, 400],
  ])(
    'given %s, when a user is to be forgotten, then refused and the user stays',
    async (_what, body, headers, status) => {
      const before = await claimsOf({ use: 'id', user: 'dave' })
      expect((await forget(body, headers)).status).toBe(status)
      expect((await claimsOf({ use: 'id', user: 'dave' })).sub).toBe(before.sub)
    },
  )
})
