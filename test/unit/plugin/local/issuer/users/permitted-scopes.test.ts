import { describe, expect, test } from '@jest/globals'
import { permittedScopes } from '../../../../../../plugin/local/issuer/users/permissions.ts'
import { providerNames } from '../../../../../../providers/index.ts'
import { issuerProfiles } from '../../../../../../providers/registry.ts'

const ada = {
  id: '11111111-2222-4333-8444-555555555555',
  email: 'ada@example.com',
  groups: [],
  updatedAt: 1767225600,
}

describe.each(providerNames)('permittedScopes, provider %s', (provider) => {
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
