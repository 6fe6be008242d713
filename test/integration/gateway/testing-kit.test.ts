import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { brokenTokens, call, createIssuer, eventFor, type TestIssuer } from '../../../src/testing/index.ts'
import { aRoute, startTestApi, type TestApi } from '../../support/test-api.ts'

/** The same requests to the local gateway, over HTTP and with keys over HTTP, and to the test kit. */
describe('the test kit and the gateway', () => {
  const scopes = ['notes.read']
  let keys: Server
  let issuer: TestIssuer
  let api: TestApi

  beforeAll(async () => {
    keys = createServer(({ url }, response) => {
      const isDiscovery = url === '/.well-known/openid-configuration'
      response.end(JSON.stringify(isDiscovery ? issuer.discovery : issuer.jwks))
    })
    await new Promise<void>((resolve) => keys.listen(0, '127.0.0.1', resolve))
    issuer = await createIssuer('oidc', {
      issuer: `http://127.0.0.1:${(keys.address() as AddressInfo).port}`,
    })
    const authorizer = { kind: 'jwt' as const, name: 'test', ...issuer.authorizer }
    api = await startTestApi({ routes: [aRoute('POST /notes/{id}', authorizer, scopes)] })
  })
  afterAll(async () => {
    await api.close()
    keys.close()
  })

  test.each(brokenTokens)('answer alike to $id', async ({ id }) => {
    const authorization = await issuer.broken(id, { scopes })
    const response = await fetch(`${api.url}/notes/n1`, {
      method: 'POST',
      headers: authorization === undefined ? {} : { authorization },
    })
    const answer = await call(() => undefined, 'POST /notes/{id}', {
      ...{ authorizer: issuer.authorizer, scopes, path: { id: 'n1' } },
      headers: { authorization },
    })

    expect(answer.status).toBe(response.status)
    expect(answer.text).toBe(await response.text())
    expect(answer.headers['www-authenticate']).toBe(response.headers.get('www-authenticate'))
  })

  test('write the same event', async () => {
    const token = await issuer.accessToken({ scopes, groups: ['a', 'b c'] })
    const body = JSON.stringify({ title: 'Milk' })
    const sent = { 'content-type': 'application/json', cookie: 'one=1; two=2', 'x-mark': 'ü' }
    await fetch(`${api.url}/notes/a%252Fb?q=1&q=%C3%BC`, {
      method: 'POST',
      headers: {
        ...sent,
        'x-mark': Buffer.from(sent['x-mark']).toString('latin1'),
        authorization: `Bearer ${token}`,
      },
      body,
    })
    const [seen] = api.events.splice(0)
    const event = eventFor('POST /notes/{id}', {
      ...{ token, scopes, body, path: { id: 'a/b' }, query: { q: ['1', 'ü'] } },
      ...{ requestId: seen?.requestContext.requestId, nowMs: Number(seen?.requestContext.timeEpoch) },
      // What fetch adds, and who it is.
      headers: { ...seen?.headers, ...sent, 'x-forwarded-for': undefined },
      sourceIp: '127.0.0.1',
    })

    expect(event).toEqual(seen)
  })
})
