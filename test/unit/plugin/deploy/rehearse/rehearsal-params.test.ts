import { describe, expect, test } from '@jest/globals'
import { rehearsalParams } from '../../../../../plugin/deploy/rehearse/rehearsal-params.ts'
import type { Issuer } from '../../../../../plugin/local/issuer/start-issuer.ts'
import { checkParameters } from '../../../../../providers/check-parameters.ts'
import { issuerProfiles } from '../../../../../providers/registry.ts'

function issuerOf(provider: 'auth0' | 'okta' | 'oidc'): Issuer {
  const { authorizerAudience, groupsClaim, clientId, machineClientId } = issuerProfiles[provider]
  const place = { url: 'http://127.0.0.1:5', issuer: 'http://127.0.0.1:5/', key: 'k', close: async () => {} }
  return { ...place, audience: [...authorizerAudience], clientId, machineClientId, groupsClaim }
}

function asMap(args: readonly string[]): Map<string, string> {
  const pairs = args.filter((_, index) => index % 2 === 1)
  return new Map(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]))
}

describe('rehearsalParams', () => {
  test.each(['auth0', 'okta', 'oidc'] as const)(
    'given %s, when asked for, then a deploy takes them, and its tokens',
    (provider) => {
      const issuer = issuerOf(provider)
      const params = asMap(rehearsalParams({ provider, params: [] }, issuer))

      expect(() => checkParameters({ provider, params, env: {} })).not.toThrow()
      const prefix = provider.toUpperCase()
      expect([params.get(`${prefix}_AUDIENCE`), params.get(`${prefix}_ID_TOKEN_AUDIENCE`)]).toEqual(
        issuer.audience,
      )
      expect(params.get(`${prefix}_GROUPS_CLAIM`)).toBe(issuer.groupsClaim)
    },
  )

  test('given params of the caller, when asked for, then they stay, but for the tenant and each once', () => {
    const given = ['consoleOrigin=https://a.example/?b=c', 'provider=auth0', 'AUTH0_DOMAIN=mine.eu.auth0.com']
    const args = rehearsalParams({ provider: 'auth0', params: given }, issuerOf('auth0'))

    expect(args.filter((arg) => arg.startsWith('AUTH0_DOMAIN='))).toEqual([
      'AUTH0_DOMAIN=your-tenant.eu.auth0.com',
    ])
    expect(args.filter((arg) => arg === 'provider=auth0')).toHaveLength(1)
    expect(asMap(args).get('consoleOrigin')).toBe('https://a.example/?b=c')
  })

  test('given Cognito, when asked for, then it is the provider alone: the stack brings the rest', () => {
    expect(rehearsalParams({ provider: 'cognito', params: [] }, undefined)).toEqual([
      '--param',
      'provider=cognito',
    ])
  })
})
