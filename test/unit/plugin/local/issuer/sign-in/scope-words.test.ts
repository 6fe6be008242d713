import { describe, expect, test } from '@jest/globals'
import { groupScopes, scopeWords } from '../../../../../../plugin/local/issuer/sign-in/scope-words.ts'

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

describe('groupScopes', () => {
  const wordsOf = (...scopes: string[]) => groupScopes(scopes).map(({ words }) => words)

  test('puts together what is about one thing, in the order of the first of each', () => {
    expect(groupScopes(['orders.read', 'notes.write', 'orders.write', 'orders.delete'])).toEqual([
      { words: 'Read, write, and delete orders', scopes: ['orders.read', 'orders.write', 'orders.delete'] },
      { words: 'Write notes', scopes: ['notes.write'] },
    ])
  })

  test('with the verb before or after', () => {
    expect(wordsOf('read:orders', 'orders.write')).toEqual(['Read and write orders'])
  })

  test('leaves those of OpenID Connect alone, and what is no verb and object', () => {
    expect(wordsOf('openid', 'email', 'read', 'orders', 'orders')).toEqual([
      'Know who you are',
      'See your email address',
      'read',
      'orders',
    ])
  })

  test('keeps apart what belongs to two APIs', () => {
    expect(wordsOf('shop/orders.read', 'archive/orders.write')).toEqual(['Read orders', 'Write orders'])
  })

  test('is empty for none', () => {
    expect(groupScopes([])).toEqual([])
  })
})
