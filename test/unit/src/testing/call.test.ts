import { describe, expect, test } from '@jest/globals'
import * as z from 'zod'
import { createHandler, ok } from '../../../../src/index.ts'
import { type CallOptions, call, contextFor, eventFor } from '../../../../src/testing/index.ts'

const claims = {
  sub: 'ada-1',
  iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Ab12Cd34E',
  client_id: 'client-1',
  token_use: 'access',
  username: 'ada',
  scope: 'notes.write',
  'cognito:groups': ['admin'],
  iat: 1767225600,
  exp: 4102444800,
}
const lines: unknown[] = []
const handler = createHandler({
  principal: { provider: 'cognito' },
  auth: { scopes: ['notes.write'] },
  path: z.object({ id: z.string() }),
  query: z.object({ tag: z.array(z.string()).optional() }),
  body: z.object({ title: z.string() }),
  log: { write: (line: unknown) => void lines.push(line) },
  run: ({ principal, path, query, body }) =>
    ok({ who: principal.subject, groups: principal.groups, ...path, ...query, ...body }),
})
const post = (options: CallOptions) =>
  call(handler, 'POST /notes/{id}', { path: { id: '4 2' }, body: { title: 'Ọsei' }, claims, ...options })

describe.each(['2.0', '1.0'] as const)('call, payload format %s', (format) => {
  test('gives the handler path, query, body and caller, and reads its JSON', async () => {
    const answer = await post({ format, query: { tag: ['a', 'b,c'] } })

    expect(answer).toMatchObject({
      status: 200,
      headers: { 'content-type': expect.stringContaining('application/json') },
      json: { who: 'ada-1', groups: ['admin'], id: '4 2', tag: ['a', 'b,c'], title: 'Ọsei' },
      problem: undefined,
    })
  })

  test.each([
    ['no caller', { claims: undefined }, 401, 'ERR_AUTHORIZER_MISSING'],
    ['another scope', { claims: { ...claims, scope: 'openid' } }, 403, 'ERR_SCOPE_INSUFFICIENT'],
    ['a wrong body', { body: { title: 1 } }, 422, 'ERR_BODY_INVALID'],
  ] as const)('reads the problem of %s', async (_name, options, status, code) => {
    const { status: found, problem } = await post({ format, ...options })
    expect({ found, code: problem?.code }).toEqual({ found: status, code })
  })
})

describe('call', () => {
  test('reads cookies and base64 of a handler without createHandler', async () => {
    const plain = () => ({ statusCode: 201, cookies: ['a=1'], body: 'aGk=', isBase64Encoded: true })
    expect(await call(plain, 'GET /')).toMatchObject({
      status: 201,
      cookies: ['a=1'],
      body: 'hi',
      json: undefined,
    })
  })

  test('names an answer without a status', async () => {
    await expect(call(() => ({ hello: 1 }), 'GET /')).rejects.toThrow('without a `statusCode`')
  })
})

describe('eventFor', () => {
  test('writes claims as text, and sorts them', () => {
    const { requestContext } = eventFor('GET /notes', { claims: { b: [1, true], a: 2 } })
    expect(requestContext).toMatchObject({
      authorizer: { jwt: { claims: { a: '2', b: '[1 true]' }, scopes: null } },
    })
  })

  test('an unknown content type is base64, JSON is text', () => {
    const bytes = { body: 'hi', headers: { 'Content-Type': 'image/png' } }
    expect(eventFor('PUT /x', bytes)).toMatchObject({ body: 'aGk=', isBase64Encoded: true })
    expect(eventFor('PUT /x', { body: ['hi'] })).toMatchObject({ body: '["hi"]', isBase64Encoded: false })
  })

  test('a greedy variable keeps its slashes, another encodes them', () => {
    expect(eventFor('GET /f/{p+}', { path: { p: 'a/b c' }, format: '1.0' }).path).toBe('/f/a/b%20c')
    expect(eventFor('GET /f/{p}', { path: { p: 'a/b' }, format: '1.0' }).path).toBe('/f/a%2Fb')
  })

  test.each([
    ['get /notes', {}, 'is no route'],
    ['GET /notes/{id}', {}, 'needs a value for {id}'],
    ['GET /notes', { path: { id: '1' } }, 'has no variable {id}'],
    ['ANY /notes', {}, 'takes any method'],
    ['GET /notes', { claims, principal: { claims } }, 'not several'],
    ['GET /notes', { token: 'secret-text' }, 'is not a signed JWT'],
  ])('refuses %s with %j', (route, options, message) => {
    expect(() => eventFor(route, options)).toThrow(message)
    expect(() => eventFor(route, options)).not.toThrow('secret-text')
  })
})

test('contextFor answers the time that it was given', () => {
  expect(contextFor({ remainingMs: 10 }).getRemainingTimeInMillis()).toBe(10)
  expect(contextFor({ functionName: 'notes' })).toMatchObject({ functionName: 'notes' })
})
