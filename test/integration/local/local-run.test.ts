import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { generateKeyPair, SignJWT } from 'jose'
import { type LocalApi, startLocal } from '../../../plugin/testing/index.ts'
import { providerNames } from '../../../providers/index.ts'

const ada = { displayName: 'Ada', interests: ['engines'] }

describe.each(providerNames)('serverless local, provider %s', (provider) => {
  let api: LocalApi
  let idToken: string
  let accessToken: string

  beforeAll(async () => {
    api = await startLocal({ params: { provider } })
    idToken = await api.token({ use: 'id' })
    accessToken = await api.token()
  }, 60_000)

  afterAll(() => api.close())

  function call(method: string, token?: string, body?: unknown): Promise<Response> {
    const sent =
      body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    return api.fetch('/profile', { method, token, ...sent })
  }

  test('given no token, when the profile is asked for, then it is 401 with a bare challenge', async () => {
    const response = await call('GET')

    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toBe('Bearer')
    expect(await response.json()).toEqual({ message: 'Unauthorized' })
  })

  test('given an id token, when the profile is asked for, then the email is shown and no scopes', async () => {
    const response = await call('GET', idToken)
    const { principal } = (await response.json()) as { principal: Record<string, unknown> }

    expect(response.status).toBe(200)
    expect(principal).toMatchObject({
      provider,
      tokenUse: 'id',
      email: 'alice@example.com',
      claimsSource: 'token',
    })
    expect(principal).not.toHaveProperty('scopes')
  })

  test('given an access token, when the profile is asked for, then scopes and client are shown, not the email', async () => {
    const response = await call('GET', accessToken)
    const { principal } = (await response.json()) as { principal: Record<string, unknown> }

    expect(response.status).toBe(200)
    expect(principal).toMatchObject({ provider, tokenUse: 'access', clientId: expect.any(String) })
    expect(principal.scopes).toEqual(expect.arrayContaining(['openid', 'profile.delete']))
    expect(principal).not.toHaveProperty('email')
  })

  test('given a profile, when it is made, replaced, read and deleted, then both tokens reach the same one', async () => {
    const made = await call('POST', idToken, ada)
    const replaced = await call('POST', accessToken, { ...ada, displayName: 'Ada L.' })
    const read = await call('GET', idToken)
    const deleted = await call('DELETE', accessToken)
    const gone = await call('GET', accessToken)

    expect([made, replaced, read, deleted, gone].map(({ status }) => status)).toEqual([
      201, 200, 200, 204, 200,
    ])
    expect(await read.json()).toMatchObject({ profile: { displayName: 'Ada L.', interests: ['engines'] } })
    expect(await gone.json()).toMatchObject({ profile: null })
  })

  test('given a body with two wrong fields, when posted, then it is 422 with an entry for each', async () => {
    const response = await call('POST', accessToken, { displayName: 7, website: 'nowhere' })

    expect(response.status).toBe(422)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    const { errors } = (await response.json()) as { errors: { pointer: string }[] }
    expect(errors.map(({ pointer }) => pointer).toSorted()).toEqual(['#/displayName', '#/website'])
  })

  test.each([
    ['an id token, which has no scopes', () => Promise.resolve(idToken)],
    ['an access token without the scope', () => api.token({ use: 'access', scopes: ['openid'] })],
  ])('given %s, when the profile is deleted, then it is 403', async (_what, token) => {
    const response = await call('DELETE', await token())

    expect(response.status).toBe(403)
    expect(await response.json()).toEqual({ message: 'Forbidden' })
  })

  test('given the same claims and kid signed by another key, when sent, then it is 401', async () => {
    const [header, payload] = accessToken
      .split('.')
      .slice(0, 2)
      .map((part) => JSON.parse(atob(part.replaceAll('-', '+').replaceAll('_', '/'))))
    const { privateKey } = await generateKeyPair('RS256')
    const forged = await new SignJWT(payload).setProtectedHeader(header).sign(privateKey)

    const response = await call('GET', forged)

    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toContain('error="invalid_token"')
  })

  test('given a browser on the console, when it asks before calling, then its origin is let in and no other', async () => {
    const preflight = (origin: string) =>
      api.fetch('/profile', {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization',
        },
      })

    const own = await preflight(api.consoleUrl ?? '')
    const other = await preflight('https://elsewhere.example')

    expect(own.headers.get('access-control-allow-origin')).toBe(api.consoleUrl)
    expect(other.headers.get('access-control-allow-origin')).toBeNull()
  })
})
