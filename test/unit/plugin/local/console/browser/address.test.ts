import { describe, expect, test } from '@jest/globals'
import { readPage, readPlace, requestHash } from '../../../../../../plugin/local/console/browser/address.ts'

describe('the part of the address after #', () => {
  test('names a request', () => {
    expect(readPlace(requestHash('ab12CD34ef56gh7='))).toEqual({ kind: 'request', id: 'ab12CD34ef56gh7=' })
  })

  test('names a call with a broken token', () => {
    expect(readPlace('#/call?route=POST+/profile&broken=expired')).toEqual({
      kind: 'call',
      routeKey: 'POST /profile',
      brokenId: 'expired',
    })
  })

  test.each(['', '#', '#call', '#/r/', '#/r/a b', '#/other'])('%p names nothing', (hash) => {
    expect(readPlace(hash)).toBeUndefined()
  })
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
