import { describe, expect, test } from '@jest/globals'
import {
  compareHash,
  readPage,
  readPlace,
  requestHash,
} from '../../../../../../plugin/local/console/browser/address.ts'

describe('the part of the address after #', () => {
  test('names a request', () => {
    expect(readPlace(requestHash('ab12CD34ef56gh7='))).toEqual({ kind: 'request', id: 'ab12CD34ef56gh7=' })
  })

  test('names two requests', () => {
    expect(readPlace(compareHash(['a=', 'b']))).toEqual({ kind: 'compare', ids: ['a=', 'b'] })
  })

  test('names a call with a broken token', () => {
    expect(readPlace('#/call?route=POST+/profile&broken=expired')).toEqual({
      kind: 'call',
      routeKey: 'POST /profile',
      brokenId: 'expired',
    })
  })

  test.each(['', '#', '#call', '#/r/', '#/r/a b', '#/compare/a', '#/compare/a/b/c', '#/other'])(
    '%p names nothing',
    (hash) => {
      expect(readPlace(hash)).toBeUndefined()
    },
  )
})

describe('the page that the address names', () => {
  const names = ['explain', 'tables']

  test.each([
    ['#/explain', 'explain'],
    ['#/tables/notes', 'tables'],
    ['#/tables?filter=a', 'tables'],
  ])('%s is %s', (hash, name) => {
    expect(readPage(hash, names)).toBe(name)
  })

  test.each(['', '#', '#/', '#/explained', '#/toString', '#/r/abc', '#/call?route=GET+/a', '#explain'])(
    '%p is the call',
    (hash) => {
      expect(readPage(hash, names)).toBe('call')
    },
  )
})
