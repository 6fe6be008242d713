import { describe, expect, test } from '@jest/globals'
import { providerNames } from '../../../providers/index.ts'
import { issuerProfiles } from '../../../providers/registry.ts'
import { permittedScopes, toIssuerUser } from '../../../tokens/permissions.ts'

const stored = { id: '11111111-2222-4333-8444-555555555555', groups: ['admin'], updatedAt: 1767225600 }

describe('toIssuerUser', () => {
  test.each([
    ['ada.lovelace@example.com', 'Ada Lovelace', 'Ada', 'Lovelace'],
    ['ada+test_2@example.com', 'Ada Test 2', 'Ada', '2'],
    ['ada@example.com', 'Ada', 'Ada', undefined],
    ['_@example.com', '_@example.com', '_@example.com', undefined],
  ])('given %s, when shown in a token, then the name is %j', (email, name, givenName, familyName) => {
    expect(toIssuerUser({ ...stored, email }, ['profile.delete'])).toEqual({
      ...stored,
      email,
      name,
      givenName,
      familyName,
      permissions: ['profile.delete'],
    })
  })

  test('given a stored password, when the user is shown in a token, then it does not go along', () => {
    const kept = { ...stored, email: 'ada@example.com', passwordHash: 'salt.hash' }
    const user = toIssuerUser(kept, [])
    expect(JSON.stringify(user)).not.toContain('salt.hash')
  })

  test.each([
    ['no choice', undefined, ['notes.read', 'notes.write']],
    ['a choice', ['notes.write', 'gone.read'], ['notes.write']],
    ['none', [], []],
  ])(
    'given %s of permissions, when shown in a token, then only scopes on offer that the user holds',
    (_what, permissions, shown) => {
      const user = { ...stored, email: 'ada@example.com', permissions }
      expect(toIssuerUser(user, ['notes.read', 'notes.write']).permissions).toEqual(shown)
    },
  )
})

describe.each(providerNames)('permittedScopes, provider %s', (provider) => {
  const ada = { ...stored, groups: [], email: 'ada@example.com' }
  const profile = issuerProfiles[provider]
  const context = { profile, scopes: ['notes.read', 'notes.write'] }
  const [read, write] = context.scopes.map((scope) => `${profile.scopePrefix}${scope}`) as [string, string]

  test('given a user without a choice, when scopes are asked for, then all are permitted', () => {
    expect(permittedScopes(context, ada, ['openid', read, write])).toEqual(['openid', read, write])
  })

  test("given a user with a choice, when scopes are asked for, then the service's others are left out, OpenID's are not", () => {
    const user = { ...ada, permissions: ['notes.read'] }
    expect(permittedScopes(context, user, ['openid', 'offline_access', read, write])).toEqual([
      'openid',
      'offline_access',
      read,
    ])
  })
})
