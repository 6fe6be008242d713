import { describe, expect, test } from '@jest/globals'
import { isStated, readFlag, readText, requireSeconds, requireText } from '../../../providers/read-claim.ts'

describe('readText and requireText', () => {
  test('given text, when read, then it is that text', () => {
    expect(readText({ sub: 'alice' }, 'sub')).toBe('alice')
    expect(requireText({ sub: 'alice' }, 'sub')).toBe('alice')
  })

  test.each([[undefined], [null], ['']])('given %j, when read, then nothing is stated', (value) => {
    expect(isStated({ sub: value }, 'sub')).toBe(false)
    expect(readText({ sub: value }, 'sub')).toBeUndefined()
    expect(() => requireText({ sub: value }, 'sub')).toThrow(
      expect.objectContaining({ code: 'ERR_CLAIM_MISSING' }),
    )
  })

  test.each([[7], [true], [['alice']], [{}]])('given %j, when read, then it is no text', (value) => {
    expect(isStated({ sub: value }, 'sub')).toBe(true)
    expect(readText({ sub: value }, 'sub')).toBeUndefined()
    expect(() => requireText({ sub: value }, 'sub')).toThrow(
      expect.objectContaining({ code: 'ERR_CLAIM_MALFORMED' }),
    )
  })
})

describe('requireSeconds', () => {
  test.each([
    [1767229200, 1767229200],
    ['1767229200', 1767229200],
    ['1.7672292e+09', 1767229200],
    [1767229200.25, 1767229200.25],
    ['1767229200.25', 1767229200.25],
    [0, 0],
    ['0', 0],
    [8.64e12, 8.64e12],
  ])('given %j, when read, then it is %d', (value, seconds) => {
    expect(requireSeconds({ exp: value }, 'exp')).toBe(seconds)
  })

  test.each([[undefined], [null], ['']])('given %j, when read, then it is missing', (value) => {
    expect(() => requireSeconds({ exp: value }, 'exp')).toThrow(
      expect.objectContaining({ code: 'ERR_CLAIM_MISSING' }),
    )
  })

  test.each([
    ['soon'],
    ['2026-01-01T00:00:00Z'],
    ['-1'],
    ['0x10'],
    [' 1'],
    ['1e400'],
    ['8640000000001'],
    [-1],
    [8.64e12 + 1],
    [Number.POSITIVE_INFINITY],
    [Number.NaN],
    [true],
    [[1767229200]],
    [{}],
    [1767229200n],
  ])('given %p, when read, then it is malformed', (value) => {
    expect(() => requireSeconds({ exp: value }, 'exp')).toThrow(
      expect.objectContaining({ code: 'ERR_CLAIM_MALFORMED' }),
    )
  })
})

describe('readFlag', () => {
  test.each([[true], ['true']])('given %j, when read, then it is set', (value) => {
    expect(readFlag({ email_verified: value }, 'email_verified')).toBe(true)
  })

  test.each([[false], ['false'], [undefined], [null], [''], ['TRUE'], ['yes'], [1], ['1'], [['true']], [{}]])(
    'given %j, when read, then it is not set',
    (value) => {
      expect(readFlag({ email_verified: value }, 'email_verified')).toBe(false)
    },
  )
})
