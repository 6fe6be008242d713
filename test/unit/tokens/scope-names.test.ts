import { describe, expect, test } from '@jest/globals'
import { issuerProfiles } from '../../../providers/registry.ts'
import { fullScopeName } from '../../../tokens/scope-names.ts'

describe('the full name of a scope', () => {
  test.each([
    ['profile.delete', 'claimcheck/profile.delete'],
    ['orders-api/orders.read', 'orders-api/orders.read'],
    ['https://api.example.com/orders.read', 'https://api.example.com/orders.read'],
    ['openid', 'openid'],
    ['phone', 'phone'],
    ['aws.cognito.signin.user.admin', 'aws.cognito.signin.user.admin'],
  ])('given Cognito and %s, when it is put into a token, then it reads %s', (scope, wire) => {
    expect(fullScopeName({ profile: issuerProfiles.cognito }, scope)).toBe(wire)
  })

  test.each(['auth0', 'okta'] as const)(
    'given %s, when a scope is put into a token, then it is as it was',
    (provider) => {
      expect(fullScopeName({ profile: issuerProfiles[provider] }, 'read:notes')).toBe('read:notes')
      expect(fullScopeName({ profile: issuerProfiles[provider] }, 'a/b')).toBe('a/b')
    },
  )
})
