import { describe, expect, test } from '@jest/globals'
import { refuseUnknownOptions } from '../../../src/assert-known-options.ts'

describe('refuseUnknownOptions', () => {
  test('given known options, when checked, then nothing happens', () => {
    expect(() => refuseUnknownOptions('f', { a: 1 }, ['a', 'b'])).not.toThrow()
    expect(() => refuseUnknownOptions('f', {}, [])).not.toThrow()
  })

  test('given another, when checked, then the error names it and those that there are', () => {
    expect(() => refuseUnknownOptions('f', { c: 1 }, ['a', 'b'])).toThrow(
      new TypeError('f: there is no option c. There are: a, b.'),
    )
  })
})
