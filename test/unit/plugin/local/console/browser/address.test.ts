import { describe, expect, test } from '@jest/globals'
import { readPlace, requestHash } from '../../../../../../plugin/local/console/browser/address.ts'

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
