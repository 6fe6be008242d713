import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { jsonPointer } from '../../../../src/http/json-pointer.ts'

/** RFC 6901 sections 4 and 6, read backwards. */
function readPointer(pointer: string): string[] {
  const parts = decodeURIComponent(pointer.slice(1)).split('/').slice(1)
  return parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
}

describe('jsonPointer', () => {
  // The examples of RFC 6901 section 6, and the whole document.
  test.each([
    [[], '#'],
    [['foo'], '#/foo'],
    [['foo', 0], '#/foo/0'],
    [['foo\n'], '#/foo%0A'],
    [[''], '#/'],
    [['a/b'], '#/a~1b'],
    [['c%d'], '#/c%25d'],
    [['e^f'], '#/e%5Ef'],
    [['i\\j'], '#/i%5Cj'],
    [['k"l'], '#/k%22l'],
    [[' '], '#/%20'],
    [['m~n'], '#/m~0n'],
  ])('given the path %j, when written, then it is %s', (path, pointer) => {
    expect(jsonPointer(path)).toBe(pointer)
  })

  test('given a lone surrogate, which JSON allows in a name, when written, then it is replaced', () => {
    expect(jsonPointer(['\ud800'])).toBe('#/%EF%BF%BD')
  })

  test('given any names, when written and read back, then they are the same', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (path) => {
        expect(readPointer(jsonPointer(path))).toEqual(path)
      }),
    )
  })
})
