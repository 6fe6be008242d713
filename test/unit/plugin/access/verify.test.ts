import { describe, expect, test } from '@jest/globals'
import * as z from 'zod'
import type { CallerKind } from '../../../../plugin/access/access-row.ts'
import { accessTable } from '../../../../plugin/access/access-table.ts'
import { formatVerified } from '../../../../plugin/access/verify/format-verified.ts'
import { harmlessRequest } from '../../../../plugin/access/verify/harmless-request.ts'
import { judge, type Observed } from '../../../../plugin/access/verify/judge.ts'
import { placeToken } from '../../../../plugin/access/verify/place-token.ts'
import { probesOf } from '../../../../plugin/access/verify/probes.ts'
import { verifyRoute } from '../../../../plugin/access/verify/verify-route.ts'
import { jsonSchemaOf } from '../../../../plugin/handlers/json-schema.ts'
import type { SentRequirements } from '../../../../plugin/handlers/requirements-messages.ts'
import type { DescribedRoute } from '../../../../plugin/openapi/described-api.ts'

const jwt = {
  kind: 'jwt',
  name: 'jwt',
  issuer: 'https://acme.eu.auth0.com/',
  audience: [],
  identitySource: '$request.header.Authorization',
} as const

const none = { path: undefined, query: undefined, headers: undefined, cookies: undefined, body: undefined }
const sent = (schema: z.ZodType) => ({ jsonSchema: jsonSchemaOf(schema), isOptional: false })

function aRoute(
  routeKey: string,
  handler: Partial<SentRequirements> | undefined = {},
  parts: Partial<DescribedRoute> = {},
): DescribedRoute {
  const made = {
    auth: {},
    principal: undefined,
    ...none,
    responses: undefined,
    problems: undefined,
    ...handler,
  }
  return { routeKey, functionKey: 'f', guard: jwt, scopes: [], scopePrefix: '', handler: made, ...parts }
}

const foreign = (routeKey: string, parts: Partial<DescribedRoute> = {}): DescribedRoute => ({
  ...aRoute(routeKey, {}, parts),
  handler: undefined,
})

const options = { basePath: '', unused: 'unused', taken: new Set<string>() }

describe('harmlessRequest', () => {
  test.each<[string, DescribedRoute, object]>([
    [
      'GET as it is',
      aRoute('GET /notes/{id}'),
      { method: 'GET', path: '/notes/unused', stoppedBy: 'method' },
    ],
    [
      'a body that is not JSON, even where the body is optional',
      aRoute('POST /notes', { body: { jsonSchema: {}, isOptional: true } }),
      { body: '{', headers: { 'content-type': 'application/json' }, stoppedBy: 'schema' },
    ],
    [
      'no query where one is required',
      aRoute('DELETE /notes', { query: sent(z.object({ all: z.string() })) }),
      { path: '/notes', stoppedBy: 'schema' },
    ],
    [
      'a path that the schema refuses',
      aRoute('DELETE /a/{a}/b/{id}', { path: sent(z.object({ a: z.string(), id: z.uuid() })) }),
      { path: '/a/unused/b/~not~valid~', stoppedBy: 'schema' },
    ],
    [
      'a query that the schema refuses',
      aRoute('DELETE /notes', { query: sent(z.object({ limit: z.coerce.number().optional() })) }),
      { path: '/notes?limit=~not~valid~', stoppedBy: 'schema' },
    ],
    [
      'a header that the schema refuses',
      aRoute('DELETE /notes', { headers: sent(z.object({ 'x-mode': z.enum(['soft']).optional() })) }),
      { headers: { 'x-mode': '~not~valid~' }, stoppedBy: 'schema' },
    ],
    [
      'an entity tag that nothing has',
      aRoute('DELETE /notes', { headers: sent(z.object({ 'if-match': z.string().optional() })) }),
      { headers: { 'if-match': '"claimcheck-access-check"' }, stoppedBy: 'precondition' },
    ],
    ['more than 10 MB to another handler', foreign('PUT /{proxy+}'), { path: '/unused', stoppedBy: 'size' }],
    ['nothing harmless to one without schemas', aRoute('DELETE /notes'), { stoppedBy: 'nothing' }],
    [
      'nothing harmless where any text is accepted',
      aRoute('DELETE /{a}', {
        path: sent(z.object({ a: z.string() })),
        query: sent(z.object({ b: z.coerce.boolean().optional() })),
      }),
      { stoppedBy: 'nothing' },
    ],
    [
      'nothing harmless behind a Lambda authorizer, which sees the body',
      foreign('POST /x', { guard: { kind: 'other', name: 'a' } }),
      { stoppedBy: 'nothing' },
    ],
    ['$default on a path of its own', foreign('$default'), { method: 'GET', path: '/unused' }],
  ])('sends %s', (_, route, request) => {
    expect(harmlessRequest(route, options)).toMatchObject(request)
  })

  test('sends ANY with a method that has no route of its own, below the stage', () => {
    const request = harmlessRequest(foreign('ANY /x'), {
      ...options,
      basePath: '/prod',
      taken: new Set(['GET']),
    })
    expect(request).toMatchObject({ method: 'HEAD', path: '/prod/x' })
  })
})

describe('placeToken', () => {
  const request = harmlessRequest(aRoute('GET /x'), options)

  test.each<[string, DescribedRoute['guard'], object]>([
    [
      'the header of the authorizer',
      { ...jwt, identitySource: '$request.header.X-Token' },
      { headers: { 'x-token': 'Bearer t' } },
    ],
    ['the query', { ...jwt, identitySource: '$request.querystring.token' }, { path: '/x?token=t' }],
    ['Authorization of an open route', undefined, { headers: { authorization: 'Bearer t' } }],
  ])('puts the token into %s', (_, guard, placed) => {
    expect(placeToken(request, guard, 't')).toMatchObject(placed)
  })

  test('adds nothing without a token', () => {
    expect(placeToken(request, jwt, undefined)).toEqual(request)
  })
})

describe('probesOf', () => {
  const cell = (caller: CallerKind, route: DescribedRoute) => {
    const [row] = accessTable([route])
    return row ? probesOf(caller, row[caller]).map(({ label, expected }) => `${label}: ${expected}`) : []
  }

  test('each list of scopes is enough, and no token that lacks one of it', () => {
    const route = aRoute('GET /x', { auth: { scopes: ['w'] } }, { scopes: ['a', 'b'] })
    expect(cell('accessToken', route)).toEqual([
      'with scope a and w: admitted',
      'with scope b and w: admitted',
      'without scope a: 403',
      'without scope w: 403',
      'without scope b: 403',
      'without scope w: 403',
    ])
  })

  test('one group is enough; every permission is required', () => {
    expect(
      cell('accessToken', aRoute('GET /x', { auth: { groups: ['a', 'b'], permissions: ['p', 'q'] } })),
    ).toEqual([
      'with group a, permission p and q: admitted',
      'with group b, permission p and q: admitted',
      'without group a or b: 403',
      'without permission p: 403',
      'without permission q: 403',
    ])
  })

  test('a refusal, an open route and an unknown authorizer take one request', () => {
    expect(cell('noToken', aRoute('GET /x'))).toEqual([': 401'])
    expect(cell('noToken', foreign('GET /x', { guard: undefined }))).toEqual([': admitted'])
    expect(cell('idToken', foreign('GET /x', { guard: { kind: 'iam' } }))).toEqual([': unknown'])
  })
})

describe('judge', () => {
  const observed = (parts: Partial<Observed>): Observed => ({
    status: 200,
    routeKey: 'POST /x',
    isFunctionCalled: true,
    ...parts,
  })
  const refused = (status: number) => observed({ status, isFunctionCalled: false })
  const made = aRoute('POST /x')

  test.each<[string, Parameters<typeof judge>, string]>([
    ['a success', [made, 'admitted', observed({}), 'method'], 'holds'],
    [
      'a refused body, which comes after the guards',
      [made, 'admitted', observed({ status: 400, code: 'ERR_BODY_NOT_JSON' }), 'schema'],
      'holds',
    ],
    [
      'a body that is too long, which comes after the authorizer',
      [
        foreign('POST /x'),
        'admitted',
        observed({ status: 413, routeKey: undefined, isFunctionCalled: false }),
        'size',
      ],
      'holds',
    ],
    ['a refusal by the gateway', [made, 401, refused(401), 'schema'], 'holds'],
    [
      'a refusal by a guard',
      [made, 403, observed({ status: 403, code: 'ERR_GROUP_MISSING' }), 'schema'],
      'holds',
    ],
    ['a refusal where none was expected', [made, 'admitted', refused(403), 'schema'], 'differs'],
    ['another refusal', [made, 403, refused(401), 'schema'], 'differs'],
    [
      'a guard that is not expected',
      [made, 'admitted', observed({ status: 403, code: 'ERR_SCOPE_INSUFFICIENT' }), 'schema'],
      'differs',
    ],
    ['an open door', [made, 403, observed({ status: 400, code: 'ERR_BODY_NOT_JSON' }), 'schema'], 'differs'],
    [
      'an open door at the gateway',
      [
        foreign('POST /x'),
        401,
        observed({ status: 413, routeKey: undefined, isFunctionCalled: false }),
        'size',
      ],
      'differs',
    ],
    [
      'a failure, before the guards or after them',
      [made, 'admitted', observed({ status: 500, code: 'ERR_INTERNAL' }), 'method'],
      'unproven',
    ],
    [
      'a failure of another handler, which has been reached',
      [foreign('POST /x'), 'admitted', observed({ status: 500 }), 'method'],
      'holds',
    ],
    [
      'a refusal of its own',
      [foreign('POST /x'), 'admitted', observed({ status: 403 }), 'method'],
      'unproven',
    ],
    ['another route', [made, 'admitted', observed({ routeKey: 'GET /x' }), 'method'], 'unproven'],
    ['a route that does not run here', [made, 'admitted', refused(501), 'method'], 'unproven'],
    ['an authorizer that is not known', [made, 'unknown', observed({}), 'method'], 'unproven'],
  ])('%s', (_, given, verdict) => {
    expect(judge(...given).verdict).toBe(verdict)
  })
})

describe('verifyRoute', () => {
  /** An API that lets everybody with a token through, and answers 401 to others. */
  const lax = (route: DescribedRoute) => ({
    token: async () => 'token',
    send: async (_: object, token: string | undefined): Promise<Observed> =>
      token === undefined
        ? { status: 401, routeKey: route.routeKey, isFunctionCalled: false }
        : { status: 200, routeKey: route.routeKey, isFunctionCalled: true },
  })
  const verify = (route: DescribedRoute, tools: Partial<ReturnType<typeof lax>> = {}, callsAll = false) => {
    const [row] = accessTable([route])
    if (!row) throw new Error('no row')
    return verifyRoute(route, row, { ...lax(route), ...tools } as ReturnType<typeof lax>, {
      ...options,
      callsAll,
    })
  }

  test('finds the cell that is more open than the table says, and prints it', async () => {
    const verified = await verify(aRoute('GET /x', { auth: { scopes: ['a'] } }))

    expect(formatVerified([verified])).toBe(
      [
        'route   no token  id token  access token  machine token',
        'GET /x  401       !200      200 !200      200 !200',
        '',
        'Not as the table says (!):',
        '  GET /x, id token: Expected: refused with 403. It was let through.',
        '  GET /x, access token without scope a: Expected: refused with 403. It was let through.',
        '  GET /x, machine token without scope a: Expected: refused with 403. It was let through.',
        '',
      ].join('\n'),
    )
  })

  test('calls a function that nothing would stop only if told to', async () => {
    const route = aRoute('DELETE /x')
    const [careful, bold] = [await verify(route), await verify(route, {}, true)]

    expect(careful.cells.noToken).toMatchObject({ verdict: 'holds', calls: [{ status: 401 }] })
    expect(careful.cells.idToken).toMatchObject({
      verdict: 'unproven',
      calls: [{ status: null, why: expect.stringContaining('may change data') }],
    })
    expect(bold.cells.idToken).toMatchObject({ verdict: 'holds', calls: [{ status: 200 }] })
  })

  test('says so where the issuer has no such token', async () => {
    const { cells } = await verify(aRoute('GET /x', { auth: { groups: ['a'] } }), {
      token: (async () => undefined) as never,
    })
    expect(cells.machineToken.calls[0]).toMatchObject({ status: null, verdict: 'unproven' })
  })
})
