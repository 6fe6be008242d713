import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { ClaimsError } from '../../../../providers/index.ts'
import { HttpProblem, SettingsError } from '../../../../src/index.ts'
import { describeError } from '../../../../src/log/describe-error.ts'

describe('describeError', () => {
  test('given an error, when described, then class, code and places are told and the message is not', () => {
    const described = describeError(Object.assign(new TypeError('SECRET'), { code: 'ERR_X', body: 'SECRET' }))

    expect(described).toMatchObject({ name: 'TypeError', code: 'ERR_X' })
    expect((described.at as string[])[0]).toMatch(/describe-error\.test\.ts:\d+:\d+$/)
    expect(JSON.stringify(described)).not.toContain('SECRET')
  })

  test('given a chain of causes, when described, then each is, and a circle ends', () => {
    const first = new RangeError('SECRET')
    const second = new HttpProblem('ERR_UNAVAILABLE', 'SECRET', { cause: first })
    first.cause = second
    const described = describeError(second)

    expect(described).toMatchObject({
      name: 'HttpProblem',
      code: 'ERR_UNAVAILABLE',
      cause: { name: 'RangeError' },
    })
    expect(JSON.stringify(described)).not.toContain('SECRET')
  })

  test('given our own error about settings or claims, when described, then its message is told too', () => {
    expect(describeError(new SettingsError('set X')).message).toBe('set X')
    expect(describeError(new ClaimsError('ERR_CLAIM_MISSING', 'iss is missing')).message).toBe(
      'iss is missing',
    )
    expect(
      describeError(Object.assign(new Error('SECRET'), { name: 'SettingsError' })).message,
    ).toBeUndefined()
  })

  test('given a message whose lines look like frames, when described, then they are not told', () => {
    const described = describeError(new Error('x\n    at run (SECRET:1:2)\n    at SECRET:3:4'))

    expect(described.at).not.toHaveLength(0)
    expect(JSON.stringify(described)).not.toContain('SECRET')
  })

  test('given a message changed after the stack was made, when described, then no place is told', () => {
    const error = new Error('once\n    at run (SECRET:1:2)')
    // The text of a stack is made when it is first asked for.
    expect(error.stack).toContain('once')
    error.message = 'then'

    expect(describeError(error).at).toBeUndefined()
  })

  test('given functions whose names are made from data, when described, then the names are not told', () => {
    const named = { SECRET: () => new Error('x') }
    expect(JSON.stringify(describeError(named.SECRET()))).not.toContain('SECRET')
  })

  test.each([
    ['a'.repeat(61), 'A'.repeat(61), true],
    ['a'.repeat(62), 'A'.repeat(62), false],
    ['Not_A_Name', 'lower', false],
    ['alice@example.com', 'A-B', false],
  ])('logs the name %s and the code %s: %s', (name, code, logged) => {
    expect(describeError(Object.assign(new Error('x'), { name, code }))).toMatchObject(
      logged ? { name, code } : { name: 'Error', code: undefined },
    )
  })

  test('given a name or code of no usual form, when described, then it is not told', () => {
    const error = Object.assign(new Error('x'), { name: 'SECRET of alice', code: 'SECRET-1' })
    expect(describeError(error)).toMatchObject({ name: 'Error', code: undefined })
  })

  test.each([
    'SECRET',
    7,
    null,
    undefined,
    Symbol('SECRET'),
    { name: 'SECRET', stack: '    at SECRET:1:2' },
    ['SECRET'],
  ])('given %p thrown, when described, then only its type is told', (thrown) => {
    expect(describeError(thrown)).toEqual({ name: `thrown ${typeof thrown}` })
  })

  test('given anything at all, when described, then nothing is thrown and it can be written as JSON', () => {
    fc.assert(
      fc.property(
        fc.anything({ withNullPrototype: true, withBigInt: true, withSparseArray: true }),
        (thrown) => {
          expect(typeof JSON.stringify(describeError(thrown))).toBe('string')
        },
      ),
    )
    const explode = () => {
      throw new Error('SECRET')
    }
    expect(describeError(new Proxy({}, { get: explode, getPrototypeOf: explode }))).toEqual({
      name: 'thrown object',
    })
    const closed = Object.defineProperties(new Error('SECRET'), {
      name: { get: explode },
      stack: { get: explode },
    })
    expect(describeError(closed)).toMatchObject({ name: 'Error', at: undefined })
  })
})
