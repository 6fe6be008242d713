import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { type Request, sign } from 'aws4'
import { aRoute, startTestApi, type TestApi } from '../../support/test-api.ts'

const awsKey = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' }

let api: TestApi
let without: TestApi

beforeAll(async () => {
  const routes = [
    aRoute('ANY /reports', { kind: 'iam' }),
    { ...aRoute('GET /format-1', { kind: 'iam' }), payloadFormat: '1.0' as const },
  ]
  api = await startTestApi({ routes, awsKey })
  without = await startTestApi({ routes })
})

beforeEach(() => {
  api.events.length = 0
})

afterAll(() => Promise.all([api.close(), without.close()]))

async function send(to: TestApi, request: Request, by = awsKey): Promise<Response> {
  const { path = '/reports', method = 'GET', body } = request
  const host = `127.0.0.1:${to.port}`
  const signed = sign({ region: 'eu-central-1', service: 'execute-api', host, ...request, path, method }, by)
  const headers = new Headers(
    Object.entries(signed.headers ?? {}).map(([name, value]) => [name, String(value)]),
  )
  headers.delete('host')
  return fetch(`${to.url}${path}`, { method, headers, ...(body && { body: String(body) }) })
}

describe('a route with aws_iam', () => {
  test.each<[string, Request]>([
    ['without a body', {}],
    ['with a query', { path: '/reports?a=1&b=x%20y' }],
    ['with a body', { method: 'POST', body: '{"a":1}', headers: { 'content-type': 'application/json' } }],
  ])('lets a request pass that is signed with the key of the run: %s', async (_what, request) => {
    expect((await send(api, request)).status).toBe(200)
    expect(api.events[0]?.requestContext.authorizer).toEqual({
      iam: {
        accessKey: awsKey.accessKeyId,
        accountId: '123456789012',
        callerId: 'AIDALOCALRUN000000000',
        cognitoIdentity: null,
        principalOrgId: null,
        userArn: 'arn:aws:iam::123456789012:user/local',
        userId: 'AIDALOCALRUN000000000',
      },
    })
    expect(api.events[0]?.headers).toHaveProperty('x-amz-date')
    expect(api.events[0]?.body).toBe(request.body)
  })

  test('puts the caller into the identity of payload format 1.0', async () => {
    await send(api, { path: '/format-1' })

    expect(api.events[0]?.requestContext).toMatchObject({
      identity: { accessKey: 'AKIDEXAMPLE', accountId: '123456789012', user: 'AIDALOCALRUN000000000' },
    })
    expect(api.events[0]?.requestContext).not.toHaveProperty('authorizer')
  })

  test.each<[string, () => Promise<Response>]>([
    ['not signed', () => fetch(`${api.url}/reports`)],
    ['with a token', () => fetch(`${api.url}/reports`, { headers: { authorization: 'Bearer a.b.c' } })],
    [
      'a preflight',
      () => fetch(`${api.url}/reports`, { method: 'OPTIONS', headers: { origin: 'https://a.example' } }),
    ],
    ['signed with another secret', () => send(api, {}, { ...awsKey, secretAccessKey: 'other' })],
    ['signed with another key', () => send(api, {}, { ...awsKey, accessKeyId: 'OTHER' })],
    ['signed for another region', () => send(api, { region: 'us-east-1' })],
    ['signed for another host', () => send(api, { host: 'example.com' })],
  ])('refuses a request that is %s, in the same words', async (_what, request) => {
    const response = await request()

    expect(response.status).toBe(403)
    expect(await response.text()).toBe('{"message":"Forbidden"}')
    expect(response.headers.has('www-authenticate')).toBe(false)
    expect(api.events).toEqual([])
    expect(api.log.at(-1)).toContain('refused by authorizer "aws_iam"')
  })

  test('lets nothing pass where the run has no key', async () => {
    expect((await send(without, {})).status).toBe(403)
    expect((await send(without, {}, { accessKeyId: 'x', secretAccessKey: '' })).status).toBe(403)
    expect(without.events).toEqual([])
  })
})
