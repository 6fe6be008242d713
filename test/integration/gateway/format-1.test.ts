import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { FunctionResult } from '../../../plugin/local/lambda/start-functions.ts'
import { createHandler, type HttpEvent, ok } from '../../../src/index.ts'
import { contextFor } from '../../../src/testing/index.ts'
import { aRoute, returned, startTestApi, type TestApi } from '../../support/test-api.ts'
import { audience, startTestIssuer, type TestIssuer } from '../../support/test-issuer.ts'

let api: TestApi
let outcome: FunctionResult

beforeAll(async () => {
  api = await startTestApi({
    now: () => Date.UTC(2024, 5, 17, 15, 49, 29, 123),
    routes: [
      { ...aRoute('ANY /things/{id}'), payloadFormat: '1.0' },
      { ...aRoute('$default'), payloadFormat: '1.0' },
    ],
    answer: () => outcome,
  })
})

afterAll(() => api.close())

beforeEach(() => {
  api.events.length = 0
  outcome = returned({ statusCode: 200 })
})

async function eventOf(lines: readonly string[], body = ''): Promise<unknown> {
  await api.raw([...lines, 'connection: close', '', body].join('\r\n'))
  return api.events[0]
}

describe('the event of payload format 1.0', () => {
  test('given a plain GET, when it is made, then it has exactly the members that AWS sends', async () => {
    const event = await eventOf(['GET /plain HTTP/1.1', 'Host: api.example:3000', 'User-Agent: probe'])

    expect(event).toEqual({
      version: '1.0',
      resource: '$default',
      path: '/plain',
      httpMethod: 'GET',
      headers: {
        'Content-Length': '0',
        Host: 'api.example:3000',
        'User-Agent': 'probe',
        'X-Amzn-Trace-Id': expect.stringMatching(/^Root=1-66705b09-[0-9a-f]{24}$/),
        'X-Forwarded-For': '127.0.0.1',
        'X-Forwarded-Port': '443',
        'X-Forwarded-Proto': 'https',
      },
      multiValueHeaders: expect.objectContaining({ Host: ['api.example:3000'], 'Content-Length': ['0'] }),
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      requestContext: expect.objectContaining({
        httpMethod: 'GET',
        path: '/plain',
        protocol: 'HTTP/1.1',
        requestTime: '17/Jun/2024:15:49:29 +0000',
        requestTimeEpoch: Date.UTC(2024, 5, 17, 15, 49, 29, 123),
        resourceId: '$default',
        stage: '$default',
        identity: expect.objectContaining({ sourceIp: '127.0.0.1', userAgent: 'probe', user: null }),
      }),
      pathParameters: null,
      stageVariables: null,
      body: null,
      isBase64Encoded: false,
    })
  })

  test('given headers and parameters more than once, when it is made, then all values come alongside the last', async () => {
    const event = await eventOf([
      'GET /things/a%20b?x=1&x=2%20 HTTP/1.1',
      'Host: x',
      'x-tag: one',
      'X-Tag: two, three',
      'Cookie: a=1; b=2',
    ])

    expect(event).toMatchObject({
      resource: '/things/{id}',
      path: '/things/a%20b',
      pathParameters: { id: 'a b' },
      headers: { 'X-Tag': 'two, three', Cookie: 'a=1; b=2' },
      multiValueHeaders: { 'X-Tag': ['one', 'two, three'] },
      queryStringParameters: { x: '2 ' },
      multiValueQueryStringParameters: { x: ['1', '2 '] },
      requestContext: { path: '/things/a b', resourcePath: '/things/{id}' },
    })
    expect(event).not.toHaveProperty('cookies')
  })

  test('given bodies, when it is made, then types decide about base64 as in 2.0', async () => {
    const form = [
      'POST /plain HTTP/1.1',
      'Host: x',
      'content-type: application/x-www-form-urlencoded',
      'content-length: 3',
    ]

    expect(await eventOf(form, 'a=1')).toMatchObject({ body: 'YT0x', isBase64Encoded: true })
  })
})

describe('the answer to payload format 1.0', () => {
  async function answerTo(value: unknown): Promise<Response> {
    outcome = returned(value)
    return fetch(`${api.url}/`)
  }

  test('given multiValueHeaders, when it is answered, then they come after the single ones', async () => {
    const response = await answerTo({
      statusCode: 201,
      headers: { 'X-Tag': 'one' },
      multiValueHeaders: { 'x-tag': ['two', 'three'], 'set-cookie': ['a=1', 'b=2'] },
    })

    expect(response.status).toBe(201)
    expect(response.headers.get('x-tag')).toBe('one, two, three')
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  })

  test.each([
    [{ hello: 'world' }],
    ['Hello'],
    [null],
    [[{ statusCode: 200 }]],
    [{ statusCode: '200' }],
    [{ statusCode: 200, multiValueHeaders: { a: 'b' } }],
  ])('given %j, when it is answered, then it is 500: nothing is inferred', async (value) => {
    const response = await answerTo(value)

    expect(response.status).toBe(500)
    expect(await response.text()).toBe('{"message":"Internal Server Error"}')
  })
})

describe('a handler behind a JWT authorizer, payload format 1.0', () => {
  const issuedAt = 1_790_000_000
  let issuer: TestIssuer
  let guarded: TestApi
  beforeAll(async () => {
    issuer = await startTestIssuer({ issuedAt })
  })
  afterAll(async () => {
    await guarded.close()
    await issuer.close()
  })

  test('reads the caller of the real event, and its cookies are sent', async () => {
    const identitySource = '$request.header.Authorization'
    const authorizer = {
      kind: 'jwt' as const,
      name: 'jwt',
      issuer: issuer.issuer,
      audience: [audience],
      identitySource,
    }
    const handler = createHandler({
      principal: { provider: 'oidc', identitySource, tokenUse: 'access', groupsClaim: 'realm_access.roles' },
      auth: { groups: ['Billing Team'] },
      log: { write: () => {}, logKey: null },
      run: ({ principal }) => ({ ...ok({ source: principal.claimsSource }), cookies: ['a=1', 'b=2'] }),
    })
    guarded = await startTestApi({
      now: () => (issuedAt + 60) * 1_000,
      routes: [{ ...aRoute('GET /things', authorizer), payloadFormat: '1.0' }],
      answer: () => outcome,
    })
    const token = issuer.token({ claims: { realm_access: { roles: ['Billing Team', 'x'] } } })
    const call = () => fetch(`${guarded.url}/things`, { headers: { authorization: `Bearer ${token}` } })

    await call()
    outcome = returned(await handler(guarded.events[0] as unknown as HttpEvent, contextFor()))
    const response = await call()

    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ source: 'token' })
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  })
})
