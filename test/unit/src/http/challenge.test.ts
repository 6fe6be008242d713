import { describe, expect, test } from '@jest/globals'
import { bearerChallenge, isScopeToken } from '../../../../src/http/challenge.ts'

describe('bearerChallenge', () => {
  test('given no error, when made, then only the scheme is named', () => {
    expect(bearerChallenge()).toBe('Bearer')
  })

  test('given an error, when made, then it stands alone or with the scopes that are asked for', () => {
    expect(bearerChallenge('invalid_token')).toBe('Bearer error="invalid_token"')
    expect(bearerChallenge('insufficient_scope', ['a/b', 'c'])).toBe(
      'Bearer error="insufficient_scope", scope="a/b c"',
    )
  })
})

describe('isScopeToken', () => {
  test.each(['profile.delete', 'https://api.example.com/x', 'a:b', '!'])(
    'given %j, when asked, then it is one',
    (text) => {
      expect(isScopeToken(text)).toBe(true)
    },
  )

  test.each(['', 'a b', 'a"', 'a\\b', 'ä', 'a\n'])('given %j, when asked, then it is none', (text) => {
    expect(isScopeToken(text)).toBe(false)
  })
})
