import { describe, expect, test } from '@jest/globals'
import { chooseProvider, providersInEnvironment } from '../../../../plugin/service/provider.ts'
import { providerNames } from '../../../../providers/index.ts'

describe('chooseProvider', () => {
  test.each([...providerNames])('given the parameter %p, when chosen, then it is that provider', (word) => {
    expect(chooseProvider(word)).toBe(word)
  })

  test('given no parameter, when chosen, then it is none', () => {
    expect(chooseProvider(undefined)).toBeUndefined()
  })

  test.each(['Auth0', 'keycloak', '', '__proto__'])(
    'given the unknown word %p, when chosen, then the known ones are listed',
    (word) => {
      expect(() => chooseProvider(word)).toThrow(
        expect.objectContaining({
          code: 'ERR_PROVIDER_UNKNOWN',
          message: expect.stringContaining('cognito, auth0, okta, oidc'),
        }),
      )
    },
  )
})

describe('providersInEnvironment', () => {
  const read = (shared: object | undefined, ...own: (object | undefined)[]) =>
    providersInEnvironment({
      service: {
        service: 'x',
        provider: { environment: shared as Readonly<Record<string, unknown>> },
        functions: Object.fromEntries(
          own.map((environment, index) => [`f${index}`, { name: 'f', environment }]),
        ) as never,
      },
    })

  test.each([
    ['for all functions', { CLAIMCHECK_PROVIDER: 'auth0' }, [undefined, {}], ['auth0']],
    ['without functions', { CLAIMCHECK_PROVIDER: 'okta' }, [], ['okta']],
    ['by a function', undefined, [undefined, { CLAIMCHECK_PROVIDER: 'oidc' }], ['oidc']],
    [
      'by a function, over that of all',
      { CLAIMCHECK_PROVIDER: 'auth0' },
      [{}, { CLAIMCHECK_PROVIDER: 'okta' }],
      ['auth0', 'okta'],
    ],
    [
      'by all functions, over that of all',
      { CLAIMCHECK_PROVIDER: 'auth0' },
      [{ CLAIMCHECK_PROVIDER: 'okta' }],
      ['okta'],
    ],
    ['with an unknown word', { CLAIMCHECK_PROVIDER: 'stripe' }, [{}], []],
    ['not at all', {}, [undefined], []],
  ])('given it %s, when read, then it is found', (_how, shared, own, providers) => {
    expect(read(shared, ...own).toSorted()).toEqual(providers)
  })
})
