import { describe, expect, test } from '@jest/globals'
import * as providers from '../../../providers/index.ts'

describe('the entry of providers', () => {
  test('given the module, when its exports are listed, then they are these', () => {
    expect(Object.keys(providers).sort()).toEqual([
      'ClaimsError',
      'isProviderName',
      'providerNames',
      'readPrincipal',
      'toStringClaims',
    ])
  })

  test('given the providers, when listed, then they are these four', () => {
    expect(providers.providerNames).toEqual(['cognito', 'auth0', 'okta', 'oidc'])
    expect(providers.providerNames.every(providers.isProviderName)).toBe(true)
  })

  test.each([['keycloak'], ['Cognito'], ['constructor'], [''], [undefined], [['okta']]])(
    'given %j, when asked whether it names a provider, then it does not',
    (name) => {
      expect(providers.isProviderName(name)).toBe(false)
    },
  )
})
