import { describe, expect, test } from '@jest/globals'
import { uuidOf } from '../../../tokens/token-facts.ts'

describe('uuidOf', () => {
  test.each(['', 'a', 'grant-1', 'grant-2', 'ü'])(
    'given %j, when asked twice, then it is the same version 4 UUID',
    (text) => {
      expect(uuidOf(text)).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
      expect(uuidOf(text)).toBe(uuidOf(text))
    },
  )

  test('given two texts, when asked, then the UUIDs differ', () => {
    expect(uuidOf('grant-1')).not.toBe(uuidOf('grant-2'))
  })
})
