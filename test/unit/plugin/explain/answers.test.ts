import { describe, expect, test } from '@jest/globals'
import { explainDeployedAnswer } from '../../../../plugin/explain/answers/explain-deployed-answer.ts'
import { explainFunctionAnswer } from '../../../../plugin/explain/answers/explain-function-answer.ts'
import { explainFailedFunction } from '../../../../plugin/explain/answers/explain-function-failure.ts'
import { explainNoRoute } from '../../../../plugin/explain/answers/explain-no-route.ts'
import { frameworkCodes } from '../../../../plugin/explain/answers/framework-codes.ts'
import { baseOf, compileRoutes, matchBelowPrefix } from '../../../../plugin/local/gateway/routes.ts'
import { problemCodes } from '../../../../src/http/problem-codes.ts'

const routeKeys = [
  'GET /profile',
  'POST /profile',
  'GET /notes/{id}',
  'DELETE /notes/{id}',
  'ANY /files/{path+}',
]

/** As the gateway asks, of an API with these routes and stage. */
function explain(request: string, { stage = '$default', keys = routeKeys } = {}) {
  const [method = '', path = ''] = request.split(' ')
  const base = baseOf(undefined, stage)
  const compiled = compileRoutes(
    keys.map((routeKey) => ({ routeKey, functionKey: 'f', authorizer: undefined, scopes: [] })),
  )
  const match = matchBelowPrefix(compiled, base.slice(1) || undefined)
  return explainNoRoute({
    method,
    path,
    base,
    routeKeys: keys,
    stages: ['dev', stage],
    matches: (...asked) => match(...asked)?.route.routeKey,
  })
}

describe('a request that no route matches', () => {
  test.each([
    ['GET /profile/', 'trailing-slash', 'nearest: GET /profile', 'Send GET /profile. On HTTP APIs'],
    ['GET //profile', 'trailing-slash', 'nearest: GET /profile', 'each slash counts'],
    ['DELETE /profile', 'other-method', 'GET, POST for this path', 'not 405'],
    ['HEAD /profile', 'other-method', 'GET, POST for this path', 'A route of GET does not answer HEAD'],
    ['OPTIONS /profile', 'other-method', 'GET, POST for this path', 'provider.httpApi.cors'],
    ['GET /dev/profile', 'stage-in-the-path', 'nearest: GET /profile', 'Send GET /profile.'],
    ['GET /profiles', 'no-route', 'nearest: GET /profile', 'Did you mean GET /profile?'],
    ['GET /Profile', 'no-route', 'nearest: GET /profile', 'case counts'],
    ['GET /note/7', 'no-route', 'nearest: GET /notes/{id}', 'Did you mean GET /notes/7?'],
    ['DELETE /note/7', 'no-route', 'nearest: DELETE /notes/{id}', 'Did you mean DELETE /notes/7?'],
  ])('%s is %s: %s', (request, id, expected, fix) => {
    const explanation = explain(request)

    expect(explanation).toMatchObject({ id, expected, found: request, docs: `docs/guide/refusals.md#${id}` })
    expect(explanation.fix).toContain(fix)
    expect(explanation.source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//)
  })

  test('tells of a stage that is missing or doubled where the stage has a name', () => {
    expect(explain('GET /profile', { stage: 'prod' }).fix).toMatch(/^Send GET \/prod\/profile\./)
    expect(explain('GET /prod/prod/profile', { stage: 'prod' }).fix).toMatch(/^Send GET \/prod\/profile\./)
    expect(explain('GET /prod/profiles', { stage: 'prod' }).fix).toMatch(
      /^Did you mean GET \/prod\/profile\?/,
    )
  })

  test('lists the routes where none is like it', () => {
    const { expected, id } = explain('GET /weather/today/zurich')
    expect(id).toBe('no-route')
    expect(expected).toBe(`one of ${routeKeys.join(', ')}`)
    expect(explain('GET /', { keys: [] }).expected).toBe('a route; the API has none')
    expect(
      explain('GET /', { keys: Array.from({ length: 60 }, (_each, at) => `GET /thing-${at}/more`) }).expected,
    ).toMatch(/ and 54 more$/)
  })

  test('is explained in little time and few words, whatever was sent', () => {
    const keys = Array.from(
      { length: 300 },
      (_each, at) => `GET /${'long-segment-of-a-path/'.repeat(6)}${at}`,
    )
    const startedMs = performance.now()
    const explanation = explain(`GET /${'long-segment-of-a-paths/'.repeat(7)}`, { keys })

    expect(performance.now() - startedMs).toBeLessThan(500)
    expect(JSON.stringify(explanation).length).toBeLessThan(2_500)
  })
})

describe('a function that failed', () => {
  test.each([
    [{ reason: 'TypeError: x' }, 'function-failed'],
    [{ reason: 'failed to build: x', phase: 'build' }, 'function-does-not-load'],
    [
      { reason: 'failed to load: x', phase: 'load', errorType: 'Runtime.ExitError' },
      'function-does-not-load',
    ],
    [{ reason: 'x', errorType: 'Runtime.OutOfMemory' }, 'out-of-memory'],
    [{ reason: 'x', errorType: 'Runtime.ExitError' }, 'process-ended'],
    [{ reason: 'x', errorType: 'Function.ResponseSizeTooLarge' }, 'response-too-long'],
  ] as const)('%j is explained as %s, and the log has no more than that it failed', (failed, id) => {
    expect(explainFailedFunction(failed)).toMatchObject({
      id,
      found: failed.reason,
      reason: 'the function failed',
    })
  })

  test('is quoted up to 300 characters', () => {
    expect(explainFailedFunction({ reason: 'x'.repeat(1_000) }).found).toHaveLength(304)
  })
})

describe('an error response of the function itself', () => {
  const answer = { status: 422, contentType: 'application/problem+json', body: '', sentType: 'text/plain' }

  test('with a code of the framework leads to the page of codes', () => {
    const body = JSON.stringify({
      code: 'ERR_BODY_INVALID',
      detail: 'The body does not match.',
      errors: [
        { pointer: '#/name', detail: 'expected string' },
        { in: 'query', pointer: '#/limit', detail: 'y' },
      ],
    })

    expect(explainFunctionAnswer({ ...answer, body })).toMatchObject({
      title: 'The function answered 422 with ERR_BODY_INVALID',
      found: 'The body does not match.\n#/name: expected string\nquery #/limit: y',
      docs: 'docs/reference/problem-codes.md#err_body_invalid',
    })
  })

  test.each(['{"code":"ERR_NOTE_LOCKED"}', '{"code":7}', '[]', 'no JSON', ''])('%s leads nowhere', (body) => {
    expect(explainFunctionAnswer({ ...answer, body })?.id).toBe('answered-by-the-function')
  })

  test.each([
    [413, 'a body that the function takes'],
    [415, 'a type that the function reads'],
    [429, 'fewer requests'],
    [500, 'a status below 400'],
    [504, 'a status below 400'],
  ])('%i expects %s', (status, expected) => {
    const explanation = explainFunctionAnswer({ ...answer, contentType: 'text/plain', status })
    expect(explanation?.expected).toContain(expected)
    expect(explanation?.found).toContain(status === 415 ? 'text/plain' : String(status))
  })

  test('is none below 400', () => {
    expect(explainFunctionAnswer({ ...answer, status: 302 })).toBeUndefined()
  })

  test('has all codes of the framework, and no other', () => {
    expect([...frameworkCodes].sort()).toEqual(Object.keys(problemCodes).sort())
  })
})

describe('an answer of API Gateway, seen from outside', () => {
  const request = { method: 'GET', path: '/a', routeKeys: [], base: '', stages: [], matches: () => undefined }

  test.each([
    [401, 'Unauthorized', 'lambda-authorizer', 'Unauthorized'],
    [403, 'Forbidden', 'lambda-authorizer', 'Forbidden'],
    [404, 'Not Found', 'no-route', 'no route matches'],
    [413, 'Request Entity Too Large', 'body-too-long', 'Request Entity Too Large'],
    [429, 'Too Many Requests', 'api-throttled', 'Too Many Requests'],
    [500, 'Internal Server Error', 'function-failed', 'Internal Server Error'],
    [503, 'Service Unavailable', 'integration-timeout', 'Service Unavailable'],
  ])('%i %s is explained', (status, message, id, reason) => {
    expect(explainDeployedAnswer(status, message, request)).toMatchObject({ id, reason })
  })

  test.each([
    [500, 'Something broke'],
    [404, ''],
    [502, 'Internal server error'],
  ])('%i %j is none of API Gateway', (status, message) => {
    expect(explainDeployedAnswer(status, message, request)).toBeUndefined()
  })
})
