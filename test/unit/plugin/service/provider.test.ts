import { describe, expect, test } from '@jest/globals'
import { chooseProvider } from '../../../../plugin/service/provider.ts'
import { providerNames } from '../../../../providers/index.ts'

describe('chooseProvider', () => {
  test.each([...providerNames])('given the parameter %p, when chosen, then it is that provider', (word) => {
    expect(chooseProvider(new Map([['provider', word]]))).toBe(word)
  })

  test('given no parameter, when chosen, then it is Cognito, which needs no value', () => {
    expect(chooseProvider(new Map())).toBe('cognito')
  })

  test.each(['Auth0', 'keycloak', '', '__proto__'])(
    'given the unknown word %p, when chosen, then the known ones are listed',
    (word) => {
      expect(() => chooseProvider(new Map([['provider', word]]))).toThrow(
        expect.objectContaining({
          code: 'ERR_PROVIDER_UNKNOWN',
          message: expect.stringContaining('cognito, auth0, okta, oidc'),
        }),
      )
    },
  )
})
