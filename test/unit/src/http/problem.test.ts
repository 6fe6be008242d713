import { describe, expect, test } from '@jest/globals'
import { HttpProblem } from '../../../../src/http/problem.ts'
import { type ProblemCode, type ProblemDefinition, problemCodes } from '../../../../src/http/problem-codes.ts'

const codes = Object.entries(problemCodes) as [ProblemCode, ProblemDefinition][]

describe('HttpProblem', () => {
  test('given a code alone, when made, then status, title and detail are those of the table', () => {
    const problem = new HttpProblem('ERR_NOT_FOUND')

    expect(problem.toBody('id-1')).toEqual({
      type: 'about:blank',
      title: 'Not Found',
      status: 404,
      detail: problemCodes.ERR_NOT_FOUND.detail,
      instance: 'id-1',
      code: 'ERR_NOT_FOUND',
    })
    expect(problem.headers).toEqual({})
    expect(problem).toBeInstanceOf(Error)
  })

  test('given a text and errors, when made, then they are sent', () => {
    const errors = [{ pointer: '#/a', detail: 'expected string' }]
    const body = new HttpProblem('ERR_BODY_INVALID', 'Look again.', { errors }).toBody()

    expect(body).toMatchObject({ detail: 'Look again.', errors })
    expect(body).not.toHaveProperty('instance')
  })

  test('given a text for a 500, when made, then it is not sent', () => {
    expect(new HttpProblem('ERR_INTERNAL', 'the password is x').toBody('id-1')).toEqual({
      type: 'about:blank',
      title: 'Internal Server Error',
      status: 500,
      instance: 'id-1',
      code: 'ERR_INTERNAL',
    })
  })

  test('given a cause, when made, then it is kept and not sent', () => {
    const cause = new Error('secret')
    const problem = new HttpProblem('ERR_UNAVAILABLE', undefined, { cause })

    expect(problem.cause).toBe(cause)
    expect(JSON.stringify(problem.toBody())).not.toContain('secret')
  })

  test('given a 503, when made, then retry-after is one second, or as many as are given', () => {
    expect(new HttpProblem('ERR_UNAVAILABLE').headers).toEqual({ 'retry-after': '1' })
    expect(new HttpProblem('ERR_UNAVAILABLE', undefined, { retryAfterSeconds: 30 }).headers).toEqual({
      'retry-after': '30',
    })
  })

  test('given headers, when made, then they replace those of the code', () => {
    const headers = { 'www-authenticate': 'Bearer error="insufficient_scope", scope="a"', allow: 'GET' }
    expect(new HttpProblem('ERR_FORBIDDEN', undefined, { headers }).headers).toEqual(headers)
  })

  test.each(['ERR_NOPE', 'toString', '__proto__'])(
    'given the unknown code %s, when made, then it is refused',
    (code) => {
      expect(() => new HttpProblem(code as ProblemCode)).toThrow(TypeError)
    },
  )

  test.each(codes)(
    'given %s, when made, then a 401 or 403 carries a challenge and others none',
    (code, { status }) => {
      const challenge = new HttpProblem(code).headers['www-authenticate']

      if (status === 401 || status === 403)
        expect(challenge).toMatch(/^Bearer( error="(invalid_token|insufficient_scope)")?$/)
      else expect(challenge).toBeUndefined()
    },
  )

  test('given no usable credentials, when made, then the challenge has no error code', () => {
    expect(new HttpProblem('ERR_AUTHORIZER_MISSING').headers).toEqual({ 'www-authenticate': 'Bearer' })
    expect(new HttpProblem('ERR_CLAIMS_UNREADABLE').headers).toEqual({
      'www-authenticate': 'Bearer error="invalid_token"',
    })
  })
})
