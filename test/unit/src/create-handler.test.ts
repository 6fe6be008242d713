import { describe, expect, test } from '@jest/globals'
import * as z from 'zod'
import type { AuthOptions } from '../../../src/index.ts'
import {
  createHandler,
  type HttpEvent,
  HttpProblem,
  type HttpResponse,
  ok,
  type RunInput,
} from '../../../src/index.ts'
import { contextFor } from '../../../src/testing/index.ts'
import { unsignedToken } from '../../../src/testing/unsigned-token.ts'
import {
  anEvent,
  anEventInFormat1,
  type EventParts,
  identities,
  jsonBody,
  requestId,
  textBody,
} from '../../support/lambda.ts'
import { type LogLines, logLines } from '../../support/log-lines.ts'

const Note = z.strictObject({ title: z.string().min(1), pinned: z.boolean().default(false) })

interface Called {
  readonly response: HttpResponse
  readonly problem: Record<string, unknown>
  readonly log: LogLines
}

/** Calls a handler that has every guard of the status table, for a Cognito user's access token. */
async function call(
  parts: EventParts,
  run: (input: RunInput<unknown, unknown>) => HttpResponse | Promise<HttpResponse>,
  auth: AuthOptions = {},
): Promise<Called> {
  const log = logLines()
  const handler = createHandler({
    ...(parts.body !== undefined || parts.routeKey === 'POST /things' ? { body: Note } : {}),
    auth,
    principal: identities.cognito.options,
    log: { write: log.write, logKey: 'key' },
    run,
  })
  const event = anEvent({ claims: identities.cognito.access, ...parts })
  const response = await handler(event, contextFor())
  return { response, problem: JSON.parse(response.body ?? '{}'), log }
}

const silent = { write: () => {}, logKey: null }
const answer200 = () => ok({ done: true })
const fail = (problem: () => unknown) => () => {
  throw problem()
}

describe('createHandler', () => {
  test('given a caller and a body that fit, when called, then run gets both and its answer is sent', async () => {
    const { response } = await call(
      jsonBody({ title: 'Milk' }),
      ({ principal, body, event, context, signal }) => {
        expect(principal).toMatchObject({ tokenUse: 'access', provider: 'cognito' })
        expect(body).toEqual({ title: 'Milk', pinned: false })
        expect(event).toEqual(anEvent({ claims: identities.cognito.access, ...jsonBody({ title: 'Milk' }) }))
        expect(context.functionName).toBe('test')
        expect(signal.aborted).toBe(false)
        return ok({ done: true })
      },
    )

    expect(response).toEqual({
      statusCode: 200,
      headers: { 'content-type': 'application/json' },
      body: '{"done":true}',
    })
  })

  const table: [number, string, () => Promise<Called>][] = [
    [400, 'ERR_BODY_NOT_JSON', () => call(textBody('{'), answer200)],
    [400, 'ERR_BODY_MISSING', () => call({ routeKey: 'POST /things' }, answer200)],
    [401, 'ERR_AUTHORIZER_MISSING', () => call({ claims: null }, answer200)],
    [401, 'ERR_CLAIMS_UNREADABLE', () => call({ claims: identities.okta.access }, answer200)],
    [403, 'ERR_SCOPE_INSUFFICIENT', () => call({}, answer200, { scopes: ['orders.delete'] })],
    [403, 'ERR_TOKEN_USE_REFUSED', () => call({}, answer200, { tokenUse: 'id' })],
    [
      404,
      'ERR_NOT_FOUND',
      () =>
        call(
          {},
          fail(() => new HttpProblem('ERR_NOT_FOUND')),
        ),
    ],
    [
      409,
      'ERR_CONFLICT',
      () =>
        call(
          {},
          fail(() => new HttpProblem('ERR_CONFLICT')),
        ),
    ],
    [
      412,
      'ERR_PRECONDITION_FAILED',
      () =>
        call(
          {},
          fail(() => new HttpProblem('ERR_PRECONDITION_FAILED')),
        ),
    ],
    [413, 'ERR_BODY_TOO_LARGE', () => call(jsonBody({ title: 'x'.repeat(1_048_576) }), answer200)],
    [415, 'ERR_CONTENT_TYPE_UNSUPPORTED', () => call(textBody('{"title":"x"}', 'text/plain'), answer200)],
    [422, 'ERR_BODY_INVALID', () => call(jsonBody({ title: 7 }), answer200)],
    [
      429,
      'ERR_TOO_MANY_REQUESTS',
      () =>
        call(
          {},
          fail(() => new HttpProblem('ERR_TOO_MANY_REQUESTS')),
        ),
    ],
    [
      500,
      'ERR_INTERNAL',
      () =>
        call(
          {},
          fail(() => new Error('boom')),
        ),
    ],
    [
      503,
      'ERR_UNAVAILABLE',
      () =>
        call(
          {},
          fail(() => new HttpProblem('ERR_UNAVAILABLE', undefined, { retryAfterSeconds: 3 })),
        ),
    ],
  ]

  test.each(table)(
    'given what leads to %i %s, when called, then it is answered as that problem and logged',
    async (status, code, act) => {
      const { response, problem, log } = await act()

      expect(response.statusCode).toBe(status)
      expect(response.headers).toMatchObject({ 'content-type': 'application/problem+json' })
      expect(problem).toMatchObject({ type: 'about:blank', status, code, instance: requestId })
      expect(log.records().at(-1)).toMatchObject({ message: 'request', status, code, requestId })
    },
  )
})

describe('createHandler, the order', () => {
  test('given a caller who may not call, when the body is bad too, then only the caller is spoken of', async () => {
    const { problem } = await call(textBody('{', 'text/plain'), answer200, { scopes: ['orders.delete'] })
    expect(problem.code).toBe('ERR_SCOPE_INSUFFICIENT')
  })

  test('given no schema, when any body is sent, then it is not read and run finds it raw on the event', async () => {
    const handler = createHandler({
      principal: identities.cognito.options,
      log: silent,
      run: ({ body, event }) => ok({ body: body ?? null, raw: event.body }),
    })
    const response = await handler(anEvent(textBody('{"__proto__"', 'text/plain')), contextFor())

    expect(JSON.parse(response.body ?? '')).toEqual({ body: null, raw: '{"__proto__"' })
  })

  test('given an event, when it was handled, then it is as it was and can be handled again', async () => {
    const handler = createHandler({
      body: Note,
      principal: identities.cognito.options,
      log: silent,
      run: ({ body }) => ok(body),
    })
    const event = Object.freeze(anEvent(jsonBody({ title: 'Milk' })))

    expect(await handler(event, contextFor())).toEqual(await handler(event, contextFor()))
    expect(event).toEqual(anEvent(jsonBody({ title: 'Milk' })))
  })

  test('given run answers at once or later, when called, then its answer is sent as it is', async () => {
    for (const answer of [{ statusCode: 204 }, Promise.resolve({ statusCode: 204 })]) {
      const handler = createHandler({ principal: identities.cognito.options, log: silent, run: () => answer })
      expect(await handler(anEvent(), contextFor())).toEqual({ statusCode: 204 })
    }
  })

  test.each([undefined, null, {}, 'text'])(
    'given %j for an event, when called, then it is a 401 and not a failure',
    async (event) => {
      const handler = createHandler({ principal: identities.cognito.options, log: silent, run: answer200 })
      expect(await handler(event as never, contextFor())).toMatchObject({ statusCode: 401 })
    },
  )

  test.each([undefined, null, { body: 'x' }, 'text', { statusCode: '200' }])(
    'given run gives back %j, when called, then it is a 500 whose log line says so',
    async (answer) => {
      const { response, log } = await call({}, () => answer as never)

      expect(response.statusCode).toBe(500)
      expect(log.records()[0]).toMatchObject({
        message: expect.stringContaining('no response with a statusCode'),
      })
    },
  )
})

describe('createHandler, path, query, headers and cookies', () => {
  const schemas = {
    path: z.object({ id: z.string().min(2) }),
    query: z.object({ limit: z.coerce.number().default(20) }),
    headers: z.object({ 'x-version': z.coerce.number() }),
    cookies: z.object({ theme: z.string() }),
  }
  const handler = (auth: AuthOptions = {}) =>
    createHandler({
      ...schemas,
      body: Note,
      auth,
      principal: identities.cognito.options,
      log: silent,
      run: ({ path, query, headers, cookies, body, event }) =>
        ok({ path, query, headers, cookies, body, raw: event.headers['x-version'] }),
    })
  const event = (parts: object = {}) => {
    const base = anEvent({ claims: identities.cognito.access, ...jsonBody({ title: 'Milk' }) })
    const headers = { ...base.headers, 'x-version': '2' }
    return {
      ...base,
      headers,
      pathParameters: { id: 'ab' },
      rawQueryString: '',
      cookies: ['theme=dark'],
      ...parts,
    } as HttpEvent
  }

  test('run gets all of them, and the event as it was', async () => {
    const { body = '' } = await handler()(event(), contextFor())
    expect(JSON.parse(body)).toEqual({
      path: { id: 'ab' },
      query: { limit: 20 },
      headers: { 'x-version': 2 },
      cookies: { theme: 'dark' },
      body: { title: 'Milk', pinned: false },
      raw: '2',
    })
  })

  test('they are checked after the guards and before the body', async () => {
    const wrong = event({ rawQueryString: 'limit=x', body: '{' })
    const guarded = await handler({ scopes: ['orders.delete'] })(wrong, contextFor())
    const open = await handler()(wrong, contextFor())

    expect(guarded.statusCode).toBe(403)
    expect(open.statusCode).toBe(400)
    expect(JSON.parse(open.body ?? '')).toMatchObject({
      code: 'ERR_QUERY_INVALID',
      errors: [{ in: 'query', pointer: '#/limit', detail: 'expected number' }],
    })
  })
})

describe('createHandler, the time limit', () => {
  test('given a run that does not end, when the time is nearly over, then it is aborted and answered 503', async () => {
    const log = logLines()
    let aborted = false
    const handler = createHandler({
      principal: identities.cognito.options,
      log: { write: log.write, logKey: null },
      run: ({ signal }) =>
        new Promise<never>(() => {
          signal.addEventListener('abort', () => {
            aborted = true
          })
        }),
    })
    const response = await handler(anEvent(), contextFor({ timeoutMs: 60 }))

    expect(response).toMatchObject({ statusCode: 503, headers: { 'retry-after': '1' } })
    expect(JSON.parse(response.body ?? '')).toMatchObject({ code: 'ERR_TIMEOUT' })
    expect(aborted).toBe(true)
    expect(log.records()).toMatchObject([
      { code: 'ERR_TIMEOUT', error: { name: 'TimeoutError' } },
      { status: 503 },
    ])
  })

  test('given less time than the answer needs, when called, then it is answered at once', async () => {
    const handler = createHandler({
      principal: identities.cognito.options,
      log: silent,
      run: () => new Promise<never>(() => {}),
    })
    expect(await handler(anEvent(), contextFor({ timeoutMs: 1 }))).toMatchObject({ statusCode: 503 })
  })
})

describe('createHandler, mistakes', () => {
  const run = answer200

  test.each<[string, object, RegExp]>([
    ['a guard one level too high', { scopes: ['a'], run }, /unknown option scopes/],
    ['a misspelt guard', { auth: { scope: ['a'] }, run }, /unknown option scope/],
    ['no run', { body: Note }, /run is missing/],
    ['a schema that is none', { body: { title: 'string' }, run }, /Standard Schema/],
    ['a path schema that is none', { path: { id: 'string' }, run }, /path must be a Standard Schema/],
    ['a limit without a schema', { maxBodyBytes: 5, run }, /maxBodyBytes/],
    ['an unknown provider', { principal: { provider: 'x' }, run }, /provider/],
  ])('given %s, when made, then it fails when the function starts', (_, options, message) => {
    expect(() => createHandler(options as never)).toThrow(TypeError)
    expect(() => createHandler(options as never)).toThrow(message)
  })
})

describe('createHandler, payload format 1.0', () => {
  const cookies = ['a=1; HttpOnly', 'b=2']

  test.each(['HTTP API', 'REST API'] as const)('sends cookies as an %s takes them', async (source) => {
    const handler = createHandler({
      principal: identities.cognito.options,
      log: silent,
      run: () => ({ ...ok({ done: true }), cookies }),
    })

    const response = await handler(anEventInFormat1({}, source), contextFor())

    expect(response).toEqual({
      statusCode: 200,
      headers: { 'content-type': 'application/json' },
      body: '{"done":true}',
      multiValueHeaders: { 'set-cookie': cookies },
    })
    expect(await handler(anEvent(), contextFor())).toMatchObject({ cookies })
  })

  test('has the same guards, reads the body, and logs the route', async () => {
    const log = logLines()
    const handler = createHandler({
      body: Note,
      auth: { groups: ['admin'] },
      principal: identities.cognito.options,
      log: { write: log.write, logKey: null },
      run: ({ principal, body, event }) =>
        ok({ groups: principal.groups, body, isRaw: event.path === '/things' }),
    })
    const parts = jsonBody({ title: 'Milk' })
    const outsider = { ...identities.cognito.id, 'cognito:groups': ['x admin'] }

    const allowed = await handler(anEventInFormat1(parts), contextFor())
    const refused = await handler(anEventInFormat1({ ...parts, claims: outsider }), contextFor())
    const unread = await handler(anEventInFormat1(jsonBody({ title: '' })), contextFor())
    const anonymous = await handler(anEventInFormat1({ ...parts, claims: null }), contextFor())

    expect(JSON.parse(allowed.body ?? '')).toMatchObject({
      groups: expect.arrayContaining(['admin']),
      body: { title: 'Milk', pinned: false },
      isRaw: true,
    })
    expect([allowed, refused, unread, anonymous].map(({ statusCode }) => statusCode)).toEqual([
      200, 403, 422, 401,
    ])
    expect(log.records().filter(({ message }) => message === 'request')).toMatchObject(
      [200, 403, 422, 401].map((status) => ({ routeKey: 'POST /things', requestId, status })),
    )
  })

  test('does not believe one of two authorization headers', async () => {
    const claims = { ...identities.cognito.id, 'cognito:groups': ['x admin'] }
    const forged = `Bearer ${unsignedToken({ ...claims, 'cognito:groups': ['x', 'admin'] })}`
    const event = anEventInFormat1({ claims, authorization: forged }) as unknown as {
      multiValueHeaders: Record<string, string[]>
    }
    event.multiValueHeaders.Authorization = [`Bearer ${unsignedToken(claims)}`, forged]
    const handler = createHandler({
      auth: { groups: ['admin'] },
      principal: identities.cognito.options,
      log: silent,
      run: answer200,
    })

    expect(await handler(event as never, contextFor())).toMatchObject({ statusCode: 403 })
  })
})
