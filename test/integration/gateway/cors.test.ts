import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { LocalCors } from '../../../plugin/service/service.ts'
import { aRoute, returned, startTestApi, type TestApi } from '../../support/test-api.ts'

const authorizer = {
  kind: 'jwt' as const,
  name: 'jwt',
  issuer: 'http://127.0.0.1:1',
  audience: ['a'],
  identitySource: '$request.header.Authorization',
}

const cors: LocalCors = {
  allowOrigins: ['http://localhost:3001', 'https://*'],
  allowMethods: ['GET', 'POST'],
  allowHeaders: ['authorization', 'content-type'],
  exposeHeaders: ['etag'],
  allowCredentials: true,
  maxAgeSeconds: 600,
}

const origin = 'http://localhost:3001'
const preflight = { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } }

function corsHeaders(response: Response): Record<string, string> {
  return Object.fromEntries(
    [...response.headers].filter(([name]) => name.startsWith('access-control-') || name === 'vary'),
  )
}

const onAnswers = {
  'access-control-allow-origin': origin,
  'access-control-allow-credentials': 'true',
  'access-control-expose-headers': 'etag',
  vary: 'origin',
}

describe('an API with CORS', () => {
  let api: TestApi

  beforeAll(async () => {
    const own = {
      'access-control-allow-origin': '*',
      'Access-Control-Max-Age': '5',
      vary: 'accept',
      etag: '"1"',
    }
    api = await startTestApi({
      cors,
      routes: [
        aRoute('GET /open'),
        aRoute('GET /things', authorizer),
        aRoute('ANY /closed', authorizer),
        aRoute('ANY /any'),
        aRoute('OPTIONS /own'),
      ],
      answer: () => returned({ statusCode: 202, headers: own, body: 'own' }),
    })
  })

  afterAll(() => api.close())

  const onPreflights = {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-allow-methods': 'GET,POST',
    'access-control-allow-headers': 'authorization,content-type',
    'access-control-max-age': '600',
    vary: 'origin',
  }

  test.each(['/open', '/things', '/nowhere'])(
    'given a preflight for %s, which no route matches, when it is sent, then the gateway answers it',
    async (path) => {
      const response = await fetch(`${api.url}${path}`, preflight)

      expect(response.status).toBe(204)
      expect(await response.text()).toBe('')
      expect(response.headers.has('content-type')).toBe(false)
      expect(corsHeaders(response)).toEqual(onPreflights)
      expect(api.events).toHaveLength(0)
    },
  )

  test('given a preflight that a route with an authorizer matches, when it is sent, then it is 401 with CORS headers', async () => {
    const response = await fetch(`${api.url}/closed`, preflight)

    expect(response.status).toBe(401)
    expect(corsHeaders(response)).toEqual(onPreflights)
    expect(api.events).toHaveLength(0)
  })

  test.each(['/any', '/own'])(
    'given a preflight that the open route of %s matches, when it is sent, then its function answers, with the configured headers',
    async (path) => {
      const response = await fetch(`${api.url}${path}`, preflight)

      expect(response.status).toBe(202)
      expect(await response.text()).toBe('own')
      expect(corsHeaders(response)).toEqual({ ...onPreflights, vary: 'accept, origin' })
      expect(api.events.at(-1)?.requestContext.http.method).toBe('OPTIONS')
    },
  )

  test('given a preflight of an unknown origin, when it is sent, then it gets no CORS header', async () => {
    const headers = { ...preflight.headers, origin: 'http://evil.example' }
    const response = await fetch(`${api.url}/things`, { ...preflight, headers })

    expect(response.status).toBe(204)
    expect(corsHeaders(response)).toEqual({})
  })

  test.each<[string, Record<string, string>]>([
    ['origin', { 'access-control-request-method': 'POST' }],
    ['access-control-request-method', { origin }],
  ])(
    'given OPTIONS without %s, when it is sent, then it goes the same way and gets no CORS header',
    async (_name, headers) => {
      const unrouted = await fetch(`${api.url}/things`, { method: 'OPTIONS', headers })
      const routed = await fetch(`${api.url}/own`, { method: 'OPTIONS', headers })

      expect([unrouted.status, routed.status]).toEqual([204, 202])
      expect([corsHeaders(unrouted), corsHeaders(routed)]).toEqual([{}, { vary: 'accept' }])
    },
  )

  test('given no token, when the gateway refuses, then its 401 carries the CORS headers', async () => {
    const response = await fetch(`${api.url}/things`, { headers: { origin } })

    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toBe('Bearer')
    expect(corsHeaders(response)).toEqual(onAnswers)
  })

  test('given CORS headers of the function, when it answers, then they are replaced by the configured ones', async () => {
    const response = await fetch(`${api.url}/open`, { headers: { origin } })

    expect(corsHeaders(response)).toEqual({ ...onAnswers, vary: 'accept, origin' })
    expect(response.headers.get('etag')).toBe('"1"')
  })

  test.each(['http://localhost:3001/', 'http://localhost', 'null', 'HTTP://LOCALHOST:3001'])(
    'given the origin %s, when the function answers, then no CORS header is sent, not even its own',
    async (other) => {
      const response = await fetch(`${api.url}/open`, { headers: { origin: other } })

      expect(corsHeaders(response)).toEqual({ vary: 'accept' })
    },
  )

  test('given no origin, when the function answers, then no CORS header is sent', async () => {
    expect(corsHeaders(await fetch(`${api.url}/open`))).toEqual({ vary: 'accept' })
  })

  test('given an origin of an allowed scheme, when the function answers, then it is named', async () => {
    const response = await fetch(`${api.url}/open`, { headers: { origin: 'https://any.example' } })

    expect(response.headers.get('access-control-allow-origin')).toBe('https://any.example')
  })
})

describe('an API with CORS for every origin', () => {
  test('given any origin, when it is answered, then the value is * and nothing varies', async () => {
    const open = { ...cors, allowOrigins: ['*'], allowCredentials: false, exposeHeaders: [] }
    const api = await startTestApi({ cors: open, routes: [aRoute('GET /open')] })
    const response = await fetch(`${api.url}/open`, { headers: { origin: 'http://any.example' } })

    expect(corsHeaders(response)).toEqual({ 'access-control-allow-origin': '*' })
    await api.close()
  })
})

describe('an API with CORS and an authorizer on $default', () => {
  test('given a preflight, when only $default takes it, then it needs a token; with an open OPTIONS route it does not', async () => {
    const closed = await startTestApi({ cors, routes: [aRoute('$default', authorizer)] })
    const opened = await startTestApi({
      cors,
      routes: [aRoute('$default', authorizer), aRoute('OPTIONS /{proxy+}')],
    })

    const refused = await fetch(`${closed.url}/x`, preflight)
    expect(refused.status).toBe(401)
    expect(refused.headers.get('access-control-allow-origin')).toBe(origin)
    expect((await fetch(`${opened.url}/x`, preflight)).status).toBe(200)
    expect(opened.events.map(({ routeKey }) => routeKey)).toEqual(['OPTIONS /{proxy+}'])
    await closed.close()
    await opened.close()
  })
})

describe('an API without CORS', () => {
  test('given a preflight, when no route takes OPTIONS, then it is 404; a function answers for itself', async () => {
    const headers = { 'access-control-allow-origin': 'https://own.example' }
    const api = await startTestApi({
      routes: [aRoute('GET /open'), aRoute('OPTIONS /own')],
      answer: () => returned({ statusCode: 200, headers }),
    })

    const response = await fetch(`${api.url}/open`, preflight)
    expect(response.status).toBe(404)
    expect(await response.text()).toBe('{"message":"Not Found"}')
    expect(corsHeaders(response)).toEqual({})
    expect(corsHeaders(await fetch(`${api.url}/own`, preflight))).toEqual(headers)
    await api.close()
  })
})
