import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type LocalApi, startLocal } from '../../../plugin/testing/index.ts'
import { serviceFixture } from '../../support/service-fixture.ts'

let api: LocalApi

async function start(name: string): Promise<void> {
  api = await startLocal({ dir: serviceFixture(name) })
}

const stop = () => api.close()

function call(method: string, path: string, token?: string, body?: unknown): Promise<Response> {
  const sent =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  return api.fetch(path, { method, token, ...sent })
}

describe('a CommonJS service with a pool in its stack, the plugin loaded from outside by its path', () => {
  beforeAll(() => start('members'), 60_000)

  afterAll(stop)

  test('given a token of the run, when the protected route is asked for, then pool, client and issuer of its environment are those of the token', async () => {
    const response = await call('GET', '/profile', await api.token())

    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ sub: expect.any(String), poolId: 'us-east-1_Local' })
  })

  test('given no token, when the protected route is asked for, then it is 401', async () => {
    const response = await call('GET', '/profile')

    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toBe('Bearer')
  })

  test('given a route written as text, and a handler with a callback, when it is asked for, then it answers', async () => {
    expect(await (await call('GET', '/hello')).text()).toBe('hello from members-dev-hello')
  })

  test.each([
    ['POST', '/hello'],
    ['DELETE', '/anything/else'],
  ])(
    'given the route "*", when %s %s is asked for, then it takes what no other does',
    async (method, path) => {
      const response = await call(method, path)

      expect(await response.json()).toEqual({ rawPath: path, routeKey: '$default' })
    },
  )
})

describe('a TypeScript service with its own resource server and a table with indexes', () => {
  beforeAll(() => start('orders'), 60_000)

  afterAll(stop)

  test("given a token with every scope of the run, when orders are placed and listed, then both routes' scopes fit and both indexes answer", async () => {
    const token = await api.token()
    const placed = [
      await call('POST', '/orders', token, { total: 5 }),
      await call('POST', '/orders', token, { total: 9 }),
    ]
    const listed = await call('GET', '/orders', token)

    expect(placed.map(({ status }) => status)).toEqual([201, 201])
    expect(await listed.json()).toEqual({ totals: [9, 5], open: 2 })
  })

  test('given a token with one scope of another resource server than ours, when the routes are asked for, then the one passes and the other is 403', async () => {
    const token = await api.token({ use: 'access', scopes: ['orders-api/orders.read'] })

    expect((await call('GET', '/orders', token)).status).toBe(200)
    expect((await call('POST', '/orders', token, { total: 1 })).status).toBe(403)
  })

  test('given a scope that no route asks for, when a token is asked for, then it is refused and the message lists the available ones', async () => {
    await expect(api.token({ use: 'access', scopes: ['orders-api/orders.delete'] })).rejects.toThrow(
      /No such scope: orders-api\/orders\.delete\. Available: .*orders-api\/orders\.read, orders-api\/orders\.write/,
    )
  })

  test('given an authorizer named without more, when its route is asked for, then any token of the run passes and no other', async () => {
    const response = await call('GET', '/whoami', await api.token({ use: 'id' }))

    expect(await response.json()).toMatchObject({ claims: { token_use: 'id' }, scopes: null })
    expect((await call('GET', '/whoami', 'x.y.z')).status).toBe(401)
  })
})

describe('an ES module service behind an Auth0 tenant outside of its stack', () => {
  beforeAll(() => start('notes'), 60_000)

  afterAll(stop)

  test('given no provider named, when it starts, then its authorizer says whose tokens look is taken', async () => {
    expect((await api.logs()).join('\n')).toContain('provider auth0')
    const response = await call('PATCH', '/notes/a/b', await api.token())

    expect(await response.json()).toEqual({
      title: 'a/b',
      method: 'PATCH',
      issuer: `${api.consoleUrl}/`,
      permissions: ['openid', 'profile', 'email', 'read:notes'],
    })
  })

  test('given a token without the scope, when the route is asked for, then it is 403', async () => {
    const token = await api.token({ use: 'access', scopes: ['openid'] })

    expect((await call('GET', '/notes/a', token)).status).toBe(403)
  })
})
