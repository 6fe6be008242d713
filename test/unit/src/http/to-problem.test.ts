import { describe, expect, test } from '@jest/globals'
import { HttpProblem } from '../../../../src/http/problem.ts'
import { toProblem } from '../../../../src/http/to-problem.ts'
import { SettingsError } from '../../../../src/settings.ts'

/** As the http-errors package and Middy's own middleware make them. */
function createError(statusCode: number, message: string): Error {
  return Object.assign(new Error(message), { statusCode, expose: statusCode < 500 })
}

function earlyTimeout(cause: unknown): Error {
  return Object.assign(new Error('[AbortError]', { cause }), { name: 'TimeoutError' })
}

describe('toProblem', () => {
  test('given a problem, when made one, then it is that same', () => {
    const problem = new HttpProblem('ERR_CONFLICT')
    expect(toProblem(problem)).toBe(problem)
  })

  test.each([
    [400, 'ERR_BAD_REQUEST'],
    [401, 'ERR_UNAUTHORIZED'],
    [403, 'ERR_FORBIDDEN'],
    [404, 'ERR_NOT_FOUND'],
    [409, 'ERR_CONFLICT'],
    [412, 'ERR_PRECONDITION_FAILED'],
    [413, 'ERR_BODY_TOO_LARGE'],
    [415, 'ERR_CONTENT_TYPE_UNSUPPORTED'],
    [418, 'ERR_BAD_REQUEST'],
    [422, 'ERR_BODY_INVALID'],
    [429, 'ERR_TOO_MANY_REQUESTS'],
    [500, 'ERR_INTERNAL'],
    [502, 'ERR_INTERNAL'],
    [503, 'ERR_UNAVAILABLE'],
    [200, 'ERR_INTERNAL'],
    [600, 'ERR_INTERNAL'],
  ])(
    'given an error of the http-errors convention with status %i, when made a problem, then it is %s without its message',
    (status, code) => {
      const problem = toProblem(createError(status, 'SECRET'))

      expect(problem.code).toBe(code)
      expect(problem.message).not.toContain('SECRET')
    },
  )

  test.each([
    ['an AWS client', { statusCode: 403 }],
    ['an HTTP client', { status: 404, response: {} }],
    ['a status as text', { statusCode: '404', expose: true }],
    ['a status that is no whole number', { statusCode: 404.5, expose: true }],
    ['expose as text', { statusCode: 404, expose: 'true' }],
  ])('given the error of %s, when made a problem, then its status is not taken over', (_, members) => {
    expect(toProblem(Object.assign(new Error('x'), members)).code).toBe('ERR_INTERNAL')
  })

  test("given Middy's early timeout, when made a problem, then it is a 503; another's TimeoutError is a 500", () => {
    expect(toProblem(earlyTimeout({ package: '@middy/core' }))).toMatchObject({
      code: 'ERR_TIMEOUT',
      statusCode: 503,
    })
    expect(toProblem(earlyTimeout(undefined)).code).toBe('ERR_INTERNAL')
    expect(toProblem(earlyTimeout({ package: 'other' })).code).toBe('ERR_INTERNAL')
  })

  test.each(['text', 7, null, undefined, Symbol('s'), {}, [], () => {}])(
    'given %p thrown, when made a problem, then it is a 500',
    (thrown) => {
      expect(toProblem(thrown).code).toBe('ERR_INTERNAL')
    },
  )

  test('given errors that throw when looked at, when made a problem, then it is a 500', () => {
    const explode = () => {
      throw new Error('SECRET')
    }
    const withGetter = Object.defineProperty(new Error('x'), 'statusCode', { get: explode })
    const proxy = new Proxy({}, { get: explode, has: explode, getPrototypeOf: explode })

    expect(toProblem(withGetter).code).toBe('ERR_INTERNAL')
    expect(toProblem(proxy).code).toBe('ERR_INTERNAL')
  })
})

describe('a missing setting', () => {
  test('becomes the line for the operator, and is not sent', () => {
    const problem = toProblem(new SettingsError('The environment variable A is not set.'))

    expect(problem.operatorHint).toBe('The environment variable A is not set.')
    expect(problem.toBody()).toEqual({
      type: 'about:blank',
      title: 'Internal Server Error',
      status: 500,
      code: 'ERR_INTERNAL',
    })
  })
})
