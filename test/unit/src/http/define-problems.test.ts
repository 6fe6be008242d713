import { describe, expect, test } from '@jest/globals'
import { createHandler, defineProblems, HttpProblem } from '../../../../src/index.ts'
import { contextFor } from '../../../../src/testing/index.ts'
import { anEvent } from '../../../support/lambda.ts'

const problem = defineProblems({
  ERR_NOTE_LOCKED: {
    status: 423,
    title: 'Note locked',
    type: 'https://example.com/problems/locked',
    detail: 'Somebody else is editing this note.',
    retryAfterSeconds: 30,
    operatorHint: 'A note stayed locked.',
  },
  ERR_LOGIN_NEEDED: { status: 401 },
  ERR_LEDGER: { status: 500, detail: 'never sent' },
})

describe('defineProblems', () => {
  test('makes a problem of the definition', () => {
    const made = problem('ERR_NOTE_LOCKED')

    expect(made).toBeInstanceOf(HttpProblem)
    expect(made.headers).toEqual({ 'retry-after': '30' })
    expect(made.toBody('id-1')).toEqual({
      type: 'https://example.com/problems/locked',
      title: 'Note locked',
      status: 423,
      detail: 'Somebody else is editing this note.',
      instance: 'id-1',
      code: 'ERR_NOTE_LOCKED',
    })
  })

  test('lets whoever throws choose detail, headers and retry-after', () => {
    const headers = { 'x-locked-by': 'import' }
    const made = problem('ERR_NOTE_LOCKED', 'Until noon.', { headers, retryAfterSeconds: 600 })

    expect(made.message).toBe('Until noon.')
    expect(made.headers).toEqual({ 'retry-after': '600', ...headers })
  })

  test('makes problems of the framework too', () => {
    expect(problem('ERR_NOT_FOUND').toBody()).toEqual(new HttpProblem('ERR_NOT_FOUND').toBody())
  })

  test('falls back to the phrase of the status, and to a bare challenge for a 401', () => {
    expect(problem('ERR_LOGIN_NEEDED').toBody()).toMatchObject({
      title: 'Unauthorized',
      detail: 'Unauthorized',
    })
    expect(problem('ERR_LOGIN_NEEDED').headers).toEqual({ 'www-authenticate': 'Bearer' })
  })

  test('sends no detail with status 500', () => {
    expect(problem('ERR_LEDGER').toBody()).not.toHaveProperty('detail')
  })

  test.each([
    [
      'a code of the framework',
      { ERR_NOT_FOUND: { status: 404 } },
      /ERR_NOT_FOUND is one of the framework's/,
    ],
    ['a code in lower case', { locked: { status: 423 } }, /must be upper-case/],
    ['a status of success', { ERR_A: { status: 200 } }, /must be a registered 4xx or 5xx/],
    ['an unregistered status', { ERR_A: { status: 499 } }, /must be a registered 4xx or 5xx/],
    ['an unknown member', { ERR_A: { status: 404, message: 'x' } }, /unknown option message/],
  ])('rejects %s', (_, definitions, message) => {
    const define = defineProblems as (definitions: object) => unknown
    expect(() => define(definitions)).toThrow(TypeError)
    expect(() => define(definitions)).toThrow(message)
  })

  test('the returned function rejects a code that nobody has defined', () => {
    expect(() => problem('ERR_OTHER' as 'ERR_NOTE_LOCKED')).toThrow(TypeError)
  })

  test('a handler answers and logs it as one of the framework, without what caused it', async () => {
    const lines: string[] = []
    const handler = createHandler({
      principal: { provider: 'cognito' },
      log: { write: (line) => lines.push(line), logKey: null },
      run: () => {
        throw problem('ERR_NOTE_LOCKED', undefined, { cause: new Error('SECRET') })
      },
    })

    const response = await handler(anEvent(), contextFor())

    expect(response.statusCode).toBe(423)
    expect(response.headers).toEqual({ 'content-type': 'application/problem+json', 'retry-after': '30' })
    expect(lines.map((line) => JSON.parse(line).code)).toEqual(['ERR_NOTE_LOCKED', 'ERR_NOTE_LOCKED'])
    expect(lines[0]).toContain('A note stayed locked.')
    expect(response.body + lines.join()).not.toContain('SECRET')
  })
})
