import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import * as z from 'zod'
import {
  createHandler,
  type HttpResponse,
  json,
  noContent,
  ok,
  type ResponseSchemas,
} from '../../../../src/index.ts'
import { responseCheck } from '../../../../src/settings.ts'
import { contextFor } from '../../../../src/testing/index.ts'
import { foreignSchema } from '../../../support/foreign-schema.ts'
import { anEvent, identities, requestId } from '../../../support/lambda.ts'
import { logLines } from '../../../support/log-lines.ts'

const Order = z.object({ id: z.string(), state: z.enum(['open', 'sent']) })
const responses = { 200: Order, 204: null }

let before: string | undefined
beforeEach(() => {
  before = process.env.CLAIMCHECK_RESPONSES
  delete process.env.CLAIMCHECK_RESPONSES
})
afterEach(() => {
  delete process.env.CLAIMCHECK_RESPONSES
  if (before !== undefined) process.env.CLAIMCHECK_RESPONSES = before
})

async function answer(response: HttpResponse, schemas: ResponseSchemas = responses) {
  const log = logLines()
  const handler = createHandler({
    responses: schemas as ResponseSchemas,
    principal: identities.cognito.options,
    log: { write: log.write, logKey: null },
    run: () => response as never,
  })
  return { response: await handler(anEvent(), contextFor()), log }
}

const wrong: [string, HttpResponse, RegExp, object[] | undefined][] = [
  [
    'a status that is not listed',
    json(202, { id: 'x' }),
    /status 202, which is not among its responses: 200, 204/,
    undefined,
  ],
  [
    'a wrong shape',
    ok({ id: 7, state: 'SECRET' }),
    /#\/id expected string; #\/state expected one of/,
    [{ pointer: '#/id' }, { pointer: '#/state' }],
  ],
  ['no body', { statusCode: 200 }, /# expected object/, [{ pointer: '#' }]],
  ['a body that is not JSON', { statusCode: 200, body: 'SECRET' }, /# expected object/, [{ pointer: '#' }]],
  ['a body where there is none', json(204, {}), /204 with a body/, undefined],
]

describe('responses', () => {
  test.each([ok({ id: '1', state: 'open' }), ok({ id: '1', state: 'sent', more: true }), noContent()])(
    'sends one that is allowed as it is',
    async (given) => {
      expect((await answer(given)).response).toEqual(given)
    },
  )

  test.each(wrong)(
    'answers %s with ERR_RESPONSE_INVALID, in a test and in the local run',
    async (_, given, hint, errors) => {
      const { response, log } = await answer(given)
      const [line] = log.records()

      expect(response.statusCode).toBe(500)
      expect(JSON.parse(response.body ?? '')).toMatchObject({
        code: 'ERR_RESPONSE_INVALID',
        ...(errors && { errors }),
      })
      expect(line).toMatchObject({
        level: 'error',
        code: 'ERR_RESPONSE_INVALID',
        message: expect.stringMatching(hint),
        requestId,
      })
      expect(JSON.stringify(response) + log.text()).not.toContain('SECRET')
    },
  )

  test.each(wrong)('only logs %s if asked to', async (_, given, hint) => {
    process.env.CLAIMCHECK_RESPONSES = 'log'
    const { response, log } = await answer(given)

    expect(response).toEqual(given)
    expect(log.records()).toMatchObject([
      { level: 'error', code: 'ERR_RESPONSE_INVALID', message: expect.stringMatching(hint), requestId },
      { message: 'request', status: given.statusCode },
    ])
  })

  test.each(wrong)('neither checks nor logs %s in production', async (_, given) => {
    process.env.CLAIMCHECK_RESPONSES = 'off'
    const { response, log } = await answer(given)

    expect(response).toEqual(given)
    expect(log.records()).toHaveLength(1)
  })

  test('problems that are thrown need no schema', async () => {
    const handler = createHandler({
      responses,
      principal: identities.cognito.options,
      log: { write: () => {}, logKey: null },
      auth: { groups: ['nobody'] },
      run: () => noContent(),
    })
    expect((await handler(anEvent(), contextFor())).statusCode).toBe(403)
  })

  test('checks with a schema of another library, and with one that checks later', async () => {
    const later = foreignSchema(async (value) => {
      if (value !== 'a') throw new Error()
    })
    expect((await answer(ok('a'), { 200: later })).response.statusCode).toBe(200)
    expect((await answer(ok('b'), { 200: later })).response.statusCode).toBe(500)
  })

  test('the body is what is sent: a date is text there', async () => {
    const given = ok({ at: new Date(0) })
    expect((await answer(given, { 200: z.object({ at: z.iso.datetime() }) })).response.statusCode).toBe(200)
    expect((await answer(given, { 200: z.object({ at: z.date() }) })).response.statusCode).toBe(500)
  })

  test.each<[string, object, RegExp]>([
    ['a schema that is none', { 200: { id: 'string' } }, /responses: 200 must be a Standard Schema/],
    ['a status that is none', { ok: Order }, /responses: ok is not a status/],
    ['a status that no final response has', { 100: Order }, /responses: 100/],
  ])('rejects %s when made', (_, given, message) => {
    expect(() => createHandler({ responses: given, run: () => noContent() } as never)).toThrow(message)
  })
})

describe('responseCheck', () => {
  test.each([
    [{}, 'fail'],
    [{ AWS_LAMBDA_FUNCTION_NAME: 'f' }, 'off'],
    [{ AWS_LAMBDA_FUNCTION_NAME: 'f', CLAIMCHECK_RESPONSES: 'log' }, 'log'],
    [{ AWS_LAMBDA_FUNCTION_NAME: 'f', CLAIMCHECK_RESPONSES: 'fail' }, 'fail'],
    [{ CLAIMCHECK_RESPONSES: 'off' }, 'off'],
    [{ AWS_LAMBDA_FUNCTION_NAME: 'f', CLAIMCHECK_RESPONSES: '' }, 'off'],
  ])('of %j is %s', (environment, check) => {
    expect(responseCheck(environment)).toBe(check)
  })
})

test('a 304 needs no entry, and has no body', async () => {
  expect((await answer({ statusCode: 304 })).response).toEqual({ statusCode: 304 })
  expect((await answer({ statusCode: 304, body: 'x' })).response.statusCode).toBe(500)
})
