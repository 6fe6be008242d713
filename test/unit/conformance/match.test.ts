import { describe, expect, test } from '@jest/globals'
import { match } from '../../../conformance/match.ts'

type Row = readonly [actual: unknown, expected: unknown]

const fitting: readonly Row[] = [
  ['a', 'a'],
  [null, null],
  [{ a: 1, b: 2 }, { a: 1 }],
  [
    ['a', 'b'],
    ['a', 'b'],
  ],
  [undefined, { $absent: true }],
  [{}, { a: { $absent: true } }],
  ['abc', { $pattern: '^a.c$' }],
  [204, { $oneOf: [200, 204] }],
  [{ a: 1 }, { $exactly: { a: 1 } }],
  [{ a: { b: 1, c: 2 } }, { $exactly: { a: { b: 1 } } }],
  [{ constructor: 'x' }, { constructor: 'x' }],
]

const unfitting: readonly Row[] = [
  ['a', 'b'],
  ['1', 1],
  [undefined, null],
  [null, { a: 1 }],
  [{ a: 2 }, { a: 1 }],
  [{}, { toString: { $pattern: '' } }],
  [['a'], ['a', 'b']],
  [
    ['b', 'a'],
    ['a', 'b'],
  ],
  ['a', ['a']],
  [null, { $absent: true }],
  [12, { $pattern: '12' }],
  ['xabc', { $pattern: '^abc' }],
  [404, { $oneOf: [200, 204] }],
  [{ a: 1, b: 2 }, { $exactly: { a: 1 } }],
  [{}, { $exactly: { a: 1 } }],
]

describe('match', () => {
  test.each(fitting)('given %j, when %j is expected, then there is no difference', (actual, expected) => {
    expect(match(actual, expected, 'it')).toEqual([])
  })

  test.each(unfitting)('given %j, when %j is expected, then there is one', (actual, expected) => {
    expect(match(actual, expected, 'it')).not.toEqual([])
  })

  test('given several differences, when compared, then each is named with its place', () => {
    expect(match({ a: { b: [1, 2] }, c: 'x' }, { a: { b: [1, 3] }, c: { $absent: true } }, 'event')).toEqual([
      'event.a.b[1] is 2, wanted 3',
      'event.c is "x", wanted none',
    ])
  })

  test('given a long value, when it differs, then it is shortened', () => {
    expect(match('x'.repeat(1_000), 'y', 'body')[0]?.length).toBeLessThan(250)
  })

  test.each([{ $patern: 'a' }, { $absent: true, $pattern: 'a' }, { $toString: 1 }])(
    'given the expectation %j, when compared, then it throws instead of letting all through',
    (expected) => {
      expect(() => match('a', expected, 'it')).toThrow('is no matcher')
    },
  )
})
