import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { FunctionResult } from '../../../plugin/local/lambda/start-functions.ts'
import { aRoute, returned, startTestApi, type TestApi } from '../../support/test-api.ts'

describe('an answer of the gateway itself', () => {
  let api: TestApi
  let outcome: FunctionResult | Promise<FunctionResult>

  beforeAll(async () => {
    api = await startTestApi({
      routes: [aRoute('GET /profile'), aRoute('POST /profile')],
      answer: () => outcome,
      integrationTimeoutMs: 100,
    })
  })

  afterAll(() => api.close())

  async function ask(path: string, init: RequestInit = {}) {
    const response = await fetch(`${api.url}${path}`, init)
    await response.arrayBuffer()
    return { status: response.status, problem: api.records.at(-1)?.handled.problem, line: api.log.at(-1) }
  }

  test('is explained where no route matches, and the log names the nearest', async () => {
    const { status, problem, line } = await ask('/profile/')

    expect(status).toBe(404)
    expect(problem).toMatchObject({ id: 'trailing-slash', expected: 'nearest: GET /profile' })
    expect(line).toMatch(/^GET \/profile\/ 404 \d+ ms: no route matches; nearest: GET \/profile$/)
  })

  test.each<[string, FunctionResult | Promise<FunctionResult>, number, string]>([
    ['throws', { kind: 'failed', reason: 'TypeError: x' }, 500, 'function-failed'],
    ['does not build', { kind: 'failed', reason: 'x', phase: 'build' }, 500, 'function-does-not-load'],
    ['runs into its timeout', { kind: 'timed-out' }, 500, 'function-timed-out'],
    ['is throttled', { kind: 'throttled' }, 503, 'function-throttled'],
    ['never answers', new Promise<FunctionResult>(() => {}), 503, 'integration-timeout'],
    ['answers with no response', returned({ statusCode: 'x' }), 500, 'response-not-usable'],
    ['does not run here', { kind: 'failed', reason: 'x', notServed: 'It is in Ruby.' }, 501, 'not-served'],
  ])('is explained where the function %s', async (_what, given, expected, id) => {
    outcome = given
    const { status, problem } = await ask('/profile')

    expect(status).toBe(expected)
    expect(problem?.id).toBe(id)
  })

  test.each([
    ['body', 11 * 1024 * 1024, 'body-too-long'],
    ['event', 9 * 1024 * 1024, 'event-too-long'],
  ])('is explained where the %s is too long', async (_what, length, id) => {
    const { status, problem } = await ask('/profile', { method: 'POST', body: Buffer.alloc(length) })

    expect(status).toBe(413)
    expect(problem?.id).toBe(id)
  })

  test('is explained where the headers are too long', async () => {
    const { status, problem } = await ask('/profile', { headers: { 'x-long': 'x'.repeat(11_000) } })

    expect([status, problem?.id]).toEqual([431, 'head-too-long'])
  })

  test('is none where the function answered, whatever it answered', async () => {
    outcome = returned({ statusCode: 404 })
    const { status, problem } = await ask('/profile')

    expect([status, problem]).toEqual([404, undefined])
  })
})
