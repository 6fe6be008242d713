import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, describe, expect, test } from '@jest/globals'
import type { RequestAuthorizer } from '../../../plugin/service/service.ts'
import {
  aRoute,
  returned,
  type SeenEvent,
  type StartTestApiOptions,
  startTestApi,
  type TestApi,
} from '../../support/test-api.ts'

const authorizer: RequestAuthorizer = {
  kind: 'request',
  name: 'own',
  functionKey: 'auth',
  payloadFormat: '2.0',
  simpleResponses: true,
  identitySources: ['$request.header.Authorization'],
  resultTtlSeconds: 0,
}
const byPolicy = { ...authorizer, simpleResponses: false }
const inFormat1: RequestAuthorizer = { ...byPolicy, payloadFormat: '1.0' }

let api: TestApi

interface Setting extends Omit<StartTestApiOptions, 'routes'> {
  readonly by?: RequestAuthorizer
  readonly routeKey?: string
  readonly payloadFormat?: '1.0' | '2.0'
}

/** An API with one route behind a Lambda authorizer that by default lets everybody pass. */
async function start({
  by = authorizer,
  routeKey = 'GET /notes/{id}',
  payloadFormat,
  ...more
}: Setting = {}) {
  const route = { ...aRoute(routeKey, by), ...(payloadFormat && { payloadFormat }) }
  api = await startTestApi({
    routes: [route],
    authorize: () => returned({ isAuthorized: true }),
    ...more,
  })
}

afterEach(() => api.close())

const headers = { authorization: 'Bearer t' }
const call = (path = '/notes/7', init: RequestInit = {}) => fetch(`${api.url}${path}`, { headers, ...init })

async function expectAnswer(response: Response, status: number, message: string): Promise<void> {
  expect(response.status).toBe(status)
  expect(await response.text()).toBe(JSON.stringify({ message }))
  expect(response.headers.get('content-type')).toBe('application/json')
  expect(response.headers.has('www-authenticate')).toBe(false)
  expect(api.events).toEqual([])
}

describe('what the caller gets', () => {
  test('the response of the route, once the authorizer agrees', async () => {
    await start()

    expect((await call()).status).toBe(200)
    expect(api.events).toHaveLength(1)
  })

  test('401 without an identity source, and no function is called', async () => {
    await start()

    await expectAnswer(await call('/notes/7', { headers: {} }), 401, 'Unauthorized')
    await expectAnswer(await call('/notes/7', { headers: { authorization: '' } }), 401, 'Unauthorized')
    expect(api.authorizerEvents).toEqual([])
  })

  test('403 where the authorizer denies, and nothing of its context', async () => {
    await start({ authorize: () => returned({ isAuthorized: false, context: { why: 'no' } }) })

    await expectAnswer(await call(), 403, 'Forbidden')
  })

  test.each<[string, Partial<Setting>]>([
    ['fails', { authorize: () => ({ kind: 'failed', reason: 'Error: Unauthorized' }) }],
    ['answers with something else', { authorize: () => returned({ statusCode: 401 }) }],
    [
      'takes too long',
      { authorizerTimeoutMs: 20, authorize: () => wait(200, returned({ isAuthorized: true })) },
    ],
  ])('500 where the authorizer %s', async (_what, setting) => {
    await start(setting)

    await expectAnswer(await call(), 500, 'Internal Server Error')
  })

  test('404 for a path without a route, before any authorizer', async () => {
    await start()

    expect((await call('/other')).status).toBe(404)
    expect(api.authorizerEvents).toEqual([])
  })

  test('CORS headers on a refusal', async () => {
    const origin = 'https://app.example'
    const lists = { allowMethods: [], allowHeaders: [], exposeHeaders: [] }
    const cors = { ...lists, allowOrigins: [origin], allowCredentials: false, maxAgeSeconds: undefined }
    await start({ cors, routeKey: 'ANY /notes' })
    const preflight = { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'GET' } }
    const response = await call('/notes', preflight)

    await expectAnswer(response, 401, 'Unauthorized')
    expect(response.headers.get('access-control-allow-origin')).toBe(origin)
    expect(
      (await call('/notes', { ...preflight, headers: { ...preflight.headers, ...headers } })).status,
    ).toBe(200)
    expect(api.authorizerEvents).toHaveLength(1)
  })

  test('413 for a body above 10 MB', async () => {
    await start({ routeKey: 'POST /notes' })
    const body = Buffer.alloc(10 * 1024 * 1024 + 1)

    expect((await call('/notes', { method: 'POST', body })).status).toBe(413)
  })
})

describe('the event of the authorizer', () => {
  test('has the request as the function gets it, without a body', async () => {
    await start({ routeKey: 'POST /notes/{id}' })
    await call('/notes/a%20b?x=1&x=2', {
      method: 'POST',
      headers: { ...headers, cookie: 'a=1; b=2' },
      body: 'text',
    })
    const [event] = api.authorizerEvents
    const [inner] = api.events

    expect(event).toEqual({
      version: '2.0',
      type: 'REQUEST',
      routeArn: 'arn:aws:execute-api:eu-central-1:123456789012:local/$default/POST/notes/a b',
      identitySource: ['Bearer t'],
      routeKey: 'POST /notes/{id}',
      rawPath: '/notes/a b',
      rawQueryString: 'x=1&x=2',
      cookies: ['a=1', 'b=2'],
      headers: inner?.headers,
      queryStringParameters: { x: '1,2' },
      requestContext: { ...inner?.requestContext, authorizer: undefined },
      pathParameters: { id: 'a b' },
    })
    expect(inner?.requestContext).toHaveProperty('authorizer', { lambda: null })
    expect(event?.headers['content-length']).toBe('4')
    expect(event?.requestContext).not.toHaveProperty('authorizer')
  })

  test('leaves out what is not there', async () => {
    await start({ routeKey: 'GET /notes' })
    await call('/notes')

    for (const name of [
      'cookies',
      'queryStringParameters',
      'pathParameters',
      'stageVariables',
      'body',
      'isBase64Encoded',
    ])
      expect(api.authorizerEvents[0]).not.toHaveProperty(name)
  })

  test('names the stage in the ARN, but not in its path', async () => {
    await start({ apiStage: { name: 'prod', variables: { tier: 'gold' } } })
    await call('/prod/notes/7')

    expect(api.authorizerEvents[0]).toMatchObject({
      routeArn: expect.stringMatching(/:local\/prod\/GET\/notes\/7$/),
      rawPath: '/prod/notes/7',
      stageVariables: { tier: 'gold' },
    })
  })

  test('has the values of several sources in their order', async () => {
    const identitySources = ['$request.querystring.u', '$request.header.authorization', '$context.routeKey']
    await start({ by: { ...authorizer, identitySources } })
    await call('/notes/7?u=mira')

    expect(api.authorizerEvents[0]?.identitySource).toEqual(['mira', 'Bearer t', 'GET /notes/{id}'])
    await call('/notes/7')
    expect(api.authorizerEvents).toHaveLength(1)
  })

  test('in format 1.0', async () => {
    const identitySources = ['$request.header.authorization', '$request.querystring.u']
    const authorize = () =>
      returned({
        principalId: 'mira',
        policyDocument: { Statement: { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' } },
      })
    await start({ by: { ...inFormat1, identitySources }, authorize, routeKey: 'GET /notes' })
    await call('/notes?u=9')
    const [event] = api.authorizerEvents

    expect(event).toMatchObject({
      version: '1.0',
      type: 'REQUEST',
      methodArn: 'arn:aws:execute-api:eu-central-1:123456789012:local/$default/GET/notes',
      identitySource: 'Bearer t,9',
      authorizationToken: 'Bearer t,9',
      resource: '/notes',
      path: '/notes',
      httpMethod: 'GET',
      headers: { Authorization: 'Bearer t' },
      queryStringParameters: { u: '9' },
      pathParameters: {},
      stageVariables: null,
      requestContext: { apiId: 'local', resourcePath: '/notes', identity: { sourceIp: '127.0.0.1' } },
    })
    for (const name of ['routeArn', 'multiValueHeaders', 'body']) expect(event).not.toHaveProperty(name)
  })
})

describe('what the function gets of the answer', () => {
  const context = { n: 1, b: true, s: 'x', l: [1], o: { k: 'v' }, z: null }

  test('its context, with its types', async () => {
    await start({ authorize: () => returned({ isAuthorized: true, context }) })
    await call()

    expect(api.events[0]?.requestContext.authorizer).toEqual({ lambda: context })
  })

  test('no principalId', async () => {
    const authorize = (event: SeenEvent) =>
      returned({
        principalId: 'mira',
        policyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: event.routeArn }],
        },
        context: { tier: 'gold' },
        usageIdentifierKey: 'ignored',
      })
    await start({ by: byPolicy, authorize })
    await call()

    expect(api.events[0]?.requestContext.authorizer).toEqual({ lambda: { tier: 'gold' } })
  })

  test('its context flat in payload format 1.0', async () => {
    await start({ payloadFormat: '1.0', authorize: () => returned({ isAuthorized: true, context }) })
    await call()

    expect(api.events[0]?.requestContext.authorizer).toEqual(context)
  })

  test('its token too', async () => {
    await start()
    await call()

    expect(api.events[0]?.headers.authorization).toBe('Bearer t')
  })
})

describe('what the log and the console say', () => {
  const secret = 'top-secret'
  const withSecret = { headers: { authorization: secret } }

  test('of a refusal: which check, what it found, what to do, and nothing of the token', async () => {
    await start({ authorize: () => returned({ isAuthorized: false, context: { secret } }) })
    await call('/notes/7', withSecret)
    const [line = ''] = api.log

    expect(line).toContain(
      'refused by authorizer "own" at its check of decision: found isAuthorized is false',
    )
    expect(line).not.toContain(secret)
    expect(JSON.stringify(api.records[0]?.handled.explanation)).not.toContain(secret)
    expect(api.records[0]?.handled.explanation?.checks.map(({ check, verdict }) => [check, verdict])).toEqual(
      [
        ['identity sources', 'passed'],
        ['call', 'passed'],
        ['answer', 'passed'],
        ['decision', 'failed'],
      ],
    )
  })

  test('of a missing source: that the function was not reached', async () => {
    await start()
    await call('/notes/7', { headers: {} })

    expect(api.log[0]).toContain('found nothing in $request.header.Authorization')
    expect(api.records[0]?.handled.explanation?.checks.map(({ verdict }) => verdict)).toEqual([
      'failed',
      'not reached',
      'not reached',
      'not reached',
    ])
  })

  test('of a request that passes: whether the function was called or the cache answered', async () => {
    await start({ by: { ...authorizer, resultTtlSeconds: 60 } })
    await call()
    await call()
    const calls = api.records.map(({ handled }) => handled.explanation?.checks[1]?.found.full)

    expect(calls).toEqual([
      expect.stringMatching(/^function auth was called and answered in \d+ ms$/),
      expect.stringContaining('the function was not called'),
    ])
    expect(api.authorizerEvents).toHaveLength(1)
  })
})
