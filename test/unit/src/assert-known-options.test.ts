import { describe, expect, test } from '@jest/globals'
import { assertKnownOptions } from '../../../src/assert-known-options.ts'

describe('assertKnownOptions', () => {
  test('given known options, when checked, then nothing happens', () => {
    expect(() => assertKnownOptions('f', { a: 1 }, ['a', 'b'])).not.toThrow()
    expect(() => assertKnownOptions('f', {}, [])).not.toThrow()
  })

  test('given another, when checked, then the error names it and those that there are', () => {
    expect(() => assertKnownOptions('f', { c: 1 }, ['a', 'b'])).toThrow(
      new TypeError('f: unknown option c. Known options: a, b.'),
    )
  })
})
