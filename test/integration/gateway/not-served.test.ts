import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { aRoute, startTestApi, type TestApi } from '../../support/test-api.ts'
import { aFunction } from '../../support/test-functions.ts'
import { audience, startTestIssuer, type TestIssuer } from '../../support/test-issuer.ts'

const ruby = { name: 'function report', reason: 'its runtime is ruby3.4', remedy: 'Test it on AWS.' }
const lambda = { name: 'route GET /closed', reason: 'it has a Lambda authorizer', remedy: 'Test it on AWS.' }
const rest = { name: 'route GET /rest', reason: 'it belongs to a REST API', remedy: 'Test it on AWS.' }
const rubyWords = 'function report is not served here: its runtime is ruby3.4. Test it on AWS.'

let issuer: TestIssuer
let api: TestApi

beforeAll(async () => {
  issuer = await startTestIssuer({ issuedAt: Math.floor(Date.now() / 1000) })
  const jwt = {
    kind: 'jwt' as const,
    name: 'jwt',
    issuer: issuer.issuer,
    audience: [audience],
    identitySource: '$request.header.Authorization',
  }
  const byReport = {
    kind: 'request' as const,
    name: 'own',
    functionKey: 'report',
    payloadFormat: '2.0' as const,
    simpleResponses: true,
    identitySources: [],
    resultTtlSeconds: 0,
  }
  api = await startTestApi({
    restRoutes: ['GET /rest', 'GET /rest/deep'].map((key) => ({ ...aRoute(key), notServed: rest })),
    functions: [aFunction('answer', 'answer.handler'), aFunction('report', '', { notServed: ruby })],
    routes: [
      aRoute('ANY /other'),
      aRoute('GET /{any}'),
      { ...aRoute('GET /closed'), notServed: lambda },
      { ...aRoute('GET /report', jwt), functionKey: 'report' },
      aRoute('GET /asked', byReport),
    ],
  })
})

beforeEach(() => {
  api.events.length = 0
  api.log.length = 0
})

afterAll(async () => {
  await api.close()
  await issuer.close()
})

test('answers 501 on a route that is not served, though a wider one is open, and calls no function', async () => {
  const response = await fetch(`${api.url}/closed`)

  expect(response.status).toBe(501)
  expect(response.headers.get('content-type')).toBe('application/json')
  expect(await response.json()).toEqual({
    message: 'route GET /closed is not served here: it has a Lambda authorizer. Test it on AWS.',
  })
  expect(api.events).toHaveLength(0)
})

test('answers 501 where the function is not served, to a caller whom the authorizer accepts', async () => {
  const response = await fetch(`${api.url}/report`, {
    headers: { authorization: `Bearer ${issuer.token()}` },
  })

  expect(response.status).toBe(501)
  expect(await response.json()).toEqual({ message: rubyWords })
  expect(api.log[0]).toMatch(/^GET \/report 501 \d+ ms: function report is not served here/)
  expect(api.events).toHaveLength(0)
})

test('answers 401 there without a token', async () => {
  expect((await fetch(`${api.url}/report`)).status).toBe(401)
})

test('answers 501 where the function of the Lambda authorizer is not served: the route is never open', async () => {
  const response = await fetch(`${api.url}/asked`)

  expect(response.status).toBe(501)
  expect(await response.json()).toEqual({ message: rubyWords })
  expect(api.events).toHaveLength(0)
})

test('serves the other routes', async () => {
  expect((await fetch(`${api.url}/other`)).status).toBe(200)
})

test('answers 501 to a request that only a REST API would match, with its stage or without', async () => {
  expect((await fetch(`${api.url}/rest`, { method: 'POST' })).status).toBe(404)
  expect((await fetch(`${api.url}/rest/deep`)).status).toBe(501)
  expect((await fetch(`${api.url}/dev/rest/deep`)).status).toBe(501)
})

test('serves a request that both would match', async () => {
  expect((await fetch(`${api.url}/rest`)).status).toBe(200)
})

test('answers 404 to what no API has', async () => {
  expect((await fetch(`${api.url}/no/such/route`)).status).toBe(404)
})
