import { describe, expect, test } from '@jest/globals'
import { judgeClaim } from '../../../providers/custom-claims.ts'
import { providerNames } from '../../../providers/index.ts'
import { issuerProfiles } from '../../../providers/registry.ts'
import { anIssuerUser, tokenFacts } from '../../support/token-shape.ts'

const namespaced = 'https://example.com/tenant'
const claims = { tenant_id: 'acme', [namespaced]: ['a'], 'custom:tenant': 'acme', 'custom:seats': 12 }
const user = { ...anIssuerUser, claims }

/** The custom claims of each document. */
function placed(provider: (typeof providerNames)[number], scopes = ['openid', 'profile']) {
  const profile = issuerProfiles[provider]
  const facts = tokenFacts({ user, scopes })
  const pick = (document: object) =>
    Object.fromEntries(Object.entries(document).filter(([name]) => Object.hasOwn(claims, name)))
  return {
    id: pick(profile.idTokenClaims(facts)),
    access: pick(profile.accessTokenClaims(facts)),
    userinfo: pick(profile.userinfoClaims(user)),
  }
}

describe('where custom claims are', () => {
  test('cognito: attributes in id token and userinfo, as text; what a trigger adds in both tokens', () => {
    const added = { tenant_id: 'acme', [namespaced]: ['a'] }
    const attributes = { 'custom:tenant': 'acme', 'custom:seats': '12' }
    expect(placed('cognito')).toEqual({
      id: { ...added, ...attributes },
      access: added,
      userinfo: attributes,
    })
  })

  test('cognito: attributes come with the scope profile, or with openid alone', () => {
    expect(placed('cognito', ['openid']).id).toHaveProperty(['custom:tenant'])
    expect(placed('cognito', ['openid', 'email']).id).not.toHaveProperty(['custom:tenant'])
  })

  test.each(['auth0', 'okta', 'oidc'] as const)(
    '%s: everywhere, but for attributes of a user pool',
    (provider) => {
      const all = { tenant_id: 'acme', [namespaced]: ['a'] }
      expect(placed(provider)).toEqual({ id: all, access: all, userinfo: all })
    },
  )

  test.each(providerNames)('%s: the token of a machine has none', (provider) => {
    const facts = { ...tokenFacts({ scopes: [] }), user: undefined, grant: 'client_credentials' as const }
    expect(issuerProfiles[provider].accessTokenClaims(facts)).not.toHaveProperty('tenant_id')
  })
})

describe('judgeClaim', () => {
  test.each(providerNames)('%s: what the token itself says is reserved', (provider) => {
    const profile = issuerProfiles[provider]
    for (const name of ['iss', 'sub', 'aud', 'exp', 'iat', 'scope', 'email', 'name', profile.groupsClaim])
      expect([name, judgeClaim(profile, name)?.kind]).toEqual([name, 'reserved'])
  })

  test.each(providerNames)(
    '%s: every claim of its own tokens is reserved, or a field or profile claim',
    (provider) => {
      const profile = issuerProfiles[provider]
      const facts = tokenFacts()
      const own = Object.keys({ ...profile.idTokenClaims(facts), ...profile.accessTokenClaims(facts) })
      const others = own.filter((name) => judgeClaim(profile, name)?.kind !== 'reserved')
      const ofProfile = ['nickname', 'picture', 'updated_at', 'locale', 'zoneinfo', 'preferred_username']
      expect(others.filter((name) => !ofProfile.includes(name))).toEqual([])
    },
  )

  test.each([
    ['auth0', 'tenant_id', 'caution', 'https://example.com/tenant_id'],
    ['auth0', 'roles', 'left out', 'Auth0 ignores roles'],
    ['auth0', 'custom:tenant', 'left out', 'Cognito attribute'],
    ['cognito', 'tenant_id', 'caution', 'pre token generation trigger'],
    ['okta', 'custom:tenant', 'left out', 'Cognito attribute'],
  ] as const)('%s: %s is %s', (provider, name, kind, words) => {
    expect(judgeClaim(issuerProfiles[provider], name)).toEqual({ kind, text: expect.stringContaining(words) })
  })

  test.each([
    ['auth0', namespaced],
    ['cognito', 'custom:tenant'],
    ['okta', 'tenant_id'],
    ['oidc', 'tenant_id'],
  ] as const)('%s: there is nothing to say of %s', (provider, name) => {
    expect(judgeClaim(issuerProfiles[provider], name)).toBeUndefined()
  })
})
