import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { RequestDetails, RequestSummary } from '../../../plugin/local/console/api-types.ts'
import { type ConsoleRun, startConsoleRun } from '../../support/console-run.ts'
import { keyCookie } from '../../support/run-key.ts'

let run: ConsoleRun

beforeAll(async () => {
  run = await startConsoleRun('cognito')
})

afterAll(() => run.close())

const call = (method: string, path: string, token: string, body?: string) =>
  run.ask<RequestDetails>('/call', {
    method,
    path,
    headers: [['authorization', `Bearer ${token}`], ...(body ? [['content-type', 'application/json']] : [])],
    ...(body && { body }),
  })

/** The list, as the first message of the stream has it. */
async function lines(): Promise<RequestSummary[]> {
  const headers = { cookie: keyCookie(run.issuer), 'sec-fetch-site': 'same-origin' }
  const stop = new AbortController()
  const response = await fetch(`${run.issuer.url}/_console/requests`, { headers, signal: stop.signal })
  const first = await response.body?.getReader().read()
  stop.abort()
  return JSON.parse(
    Buffer.from(first?.value ?? [])
      .toString()
      .replace(/^data: /, ''),
  )
}

describe('/openapi.json', () => {
  test('is the document of the run: its API, its issuer, its routes', async () => {
    const response = await fetch(`${run.issuer.url}/openapi.json`, {
      headers: { cookie: keyCookie(run.issuer) },
    })
    const document = (await response.json()) as { [name: string]: Record<string, unknown> }

    expect(response.headers.get('content-type')).toMatch(/^application\/json/)
    expect(Object.keys(document.paths ?? {})).toEqual(['/things', '/things/{id}'])
    expect(document.paths?.['/things']).toMatchObject({
      get: { summary: 'Who is calling' },
      post: { summary: 'Keep' },
    })
    expect(JSON.stringify(document.components)).toContain(
      `${run.issuer.issuer}/.well-known/openid-configuration`,
    )
  })
})

describe('who is answered', () => {
  /** With node:http, since fetch lets nobody set these headers. */
  function status(headers: Readonly<Record<string, string>>): Promise<number | undefined> {
    const { promise, resolve } = Promise.withResolvers<number | undefined>()
    const all = { cookie: keyCookie(run.issuer), ...headers }
    request(`${run.issuer.url}/_console/users`, { headers: all }, (response) => {
      response.resume()
      resolve(response.statusCode)
    }).end()
    return promise
  }

  test('given the console itself, when it asks, then it is answered', async () => {
    expect(await status({ 'sec-fetch-site': 'same-origin' })).toBe(200)
    expect(await status({ 'sec-fetch-site': 'same-origin', origin: run.issuer.url })).toBe(200)
  })

  test.each([
    ['a program that sends no such header', {}],
    ['a page of another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['a page on another port of this machine', { 'sec-fetch-site': 'same-site' }],
    ['an address that was typed in', { 'sec-fetch-site': 'none' }],
    [
      'another origin that calls itself the same',
      { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:1' },
    ],
  ])('given %s, when it asks, then it is refused', async (_who, headers) => {
    expect(await status(headers as Record<string, string>)).toBe(403)
  })

  test('given a name that was bound to this machine, when it asks, then it is refused', async () => {
    expect(await status({ 'sec-fetch-site': 'same-origin', host: 'evil.example:3001' })).toBe(421)
  })
})

test('rejects a body that is not JSON', async () => {
  const cookie = keyCookie(run.issuer)
  const headers = { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }
  const response = await fetch(`${run.issuer.url}/_console/call`, { method: 'POST', headers, body: '{' })

  expect(await response.json()).toMatchObject({ code: 'ERR_REQUEST_INVALID' })
})

describe('the console and a request', () => {
  test('given a call, when it is answered, then all of it is shown: headers, event, and the principal that the function made', async () => {
    const token = await run.token('ada@example.com', 'id')
    const details = await call('GET', '/things?a=1', token)
    const { principal } = await run.ask<{ principal: object }>(
      `/requests/${encodeURIComponent(details.id)}/principal`,
    )
    const answered = JSON.parse('text' in details.responseBody ? details.responseBody.text : '') as object

    expect(details).toMatchObject({
      status: 200,
      statusText: 'OK',
      method: 'GET',
      path: '/things',
      target: '/things?a=1',
      why: null,
    })
    expect(Object.fromEntries(details.responseHeaders)).toMatchObject({ 'apigw-requestid': details.id })
    expect(details.event).toMatchObject({ routeKey: 'GET /things', rawQueryString: 'a=1' })
    expect(answered).toEqual({ principal: JSON.parse(JSON.stringify(principal)) })
  })

  test('given the list, when requests came from anywhere, then the newest is first, with the reason of a refusal and without a token', async () => {
    await fetch(`${run.apiUrl}/things?access_token=secret`)
    const [newest] = await lines()

    expect(newest).toMatchObject({
      status: 401,
      method: 'GET',
      path: '/things',
      why: 'refused at identity source',
    })
    expect(JSON.stringify(newest)).not.toContain('secret')
  })

  test('given a recorded request, when it is replayed, then it is sent as it was, body included', async () => {
    const body = '{ "name": "a" }'
    const first = await call('POST', '/things', await run.token('ada@example.com', 'access'), body)
    const again = await run.ask<RequestDetails>(`/requests/${encodeURIComponent(first.id)}/replay`, {})

    expect(again.id).not.toBe(first.id)
    expect(again).toMatchObject({
      status: 201,
      requestBody: { text: body },
      requestHeaders: first.requestHeaders,
    })
  })

  test("serves the page that a refusal's explanation links to", async () => {
    const { explanation } = await call('GET', '/things', 'not-a-token')
    const { docs = '' } = explanation?.checks.find(({ verdict }) => verdict === 'failed') ?? {}
    const [path, section] = docs.replace('.md', '').split('#')
    const page = await fetch(`${run.issuer.url}/${path}`, { headers: { cookie: keyCookie(run.issuer) } })

    expect(page.status).toBe(200)
    expect(await page.text()).toContain(`id="${section}"`)
  })

  test.each(['id', 'access'] as const)(
    'given a request with an %s token, when it is replayed as another, then it has such a token of theirs',
    async (use) => {
      const first = await call('GET', '/things', await run.token('ada@example.com', use))
      const again = await run.ask<RequestDetails>(`/requests/${encodeURIComponent(first.id)}/replay`, {
        as: 'bo@example.com',
      })
      const claimsOf = ({ event }: RequestDetails) =>
        (event as { requestContext: { authorizer: { jwt: { claims: Record<string, string> } } } })
          .requestContext.authorizer.jwt.claims

      expect(claimsOf(again)).toMatchObject({ token_use: use })
      expect(claimsOf(again).sub).not.toBe(claimsOf(first).sub)
    },
  )

  test('given a request that is forgotten, when it is replayed, then the page gets the reason', async () => {
    expect(await run.ask('/requests/unknown/replay', {})).toEqual({
      problem: expect.stringContaining('no longer kept'),
    })
  })

  test('given something that is not a request, when it is sent, then the page gets the reason', async () => {
    const headers = [['authorization', 'Bearer a\nb']]
    expect(await run.ask('/call', { method: 'GET', path: '/things', headers })).toMatchObject({
      code: 'ERR_REQUEST_INVALID',
    })
    expect(await run.ask('/call', { method: 'GET', path: '@evil.example/', headers: [] })).toMatchObject({
      code: 'ERR_REQUEST_INVALID',
    })
  })

  test('given handlers, when they are requested the schema of their body, then those with one return it', async () => {
    const schemas = await run.ask<Record<string, object>>('/schemas')

    expect(Object.keys(schemas)).toEqual(['POST /things'])
    expect(schemas['POST /things']).toMatchObject({ required: ['name'], additionalProperties: false })
  })
})
