import { describe, expect, test } from '@jest/globals'
import { scopeWords } from '../../../../../../plugin/local/issuer/sign-in/scope-words.ts'

describe('scopeWords', () => {
  test.each([
    ['openid', 'Know who you are'],
    ['email', 'See your email address'],
    ['offline_access', 'Keep its access while you are away'],
    ['profile.delete', 'Delete profile'],
    ['read:orders', 'Read orders'],
    ['claimcheck/notes.write', 'Write notes'],
    ['read:orders:archive', 'Read orders archive'],
    ['read', 'read'],
    ['read:read', 'read:read'],
    ['orders', 'orders'],
    ['a.b', 'a.b'],
  ])('given %s, when put in words, then %j', (scope, words) => {
    expect(scopeWords(scope)).toBe(words)
  })
})
