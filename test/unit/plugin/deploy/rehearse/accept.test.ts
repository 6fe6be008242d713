import { describe, expect, test } from '@jest/globals'
import { acceptArguments } from '../../../../../plugin/deploy/rehearse/accept.ts'
import { readAcceptOptions } from '../../../../acceptance/accept-options.ts'

const base = {
  endpoint: 'http://127.0.0.1:4566',
  consoleOrigin: 'https://console.example',
  junitFile: 'results.xml',
}
const stack = {
  outputs: new Map([
    ['HttpApiId', 'a1b2c3'],
    ['UserPoolId', 'us-east-1_a'],
    ['Issuer', 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_a'],
    ['SignInClientId', 'client'],
    ['SignInUrl', 'https://claimcheck-1.auth.us-east-1.amazoncognito.com/oauth2/authorize'],
  ]),
  retainedTypes: [],
}

describe('acceptArguments', () => {
  test('given an issuer of ours, when made, then the suite takes its tokens, over the API at the emulator', () => {
    const args = acceptArguments({ ...base, provider: 'okta', stack, issuerState: 'dir' })

    expect(readAcceptOptions(args, {})).toEqual({
      url: 'http://127.0.0.1:4566/_aws/execute-api/a1b2c3/$default',
      provider: 'okta',
      origin: 'https://console.example',
      target: 'ministack',
      junit: 'results.xml',
      tokens: { kind: 'local', stateDir: 'dir' },
    })
  })

  test('given a user pool, when made, then people sign in there, at the emulator', () => {
    const args = acceptArguments({ ...base, provider: 'cognito', stack, issuerState: undefined })

    expect(readAcceptOptions(args, {})?.tokens).toEqual({
      kind: 'pool',
      pool: {
        userPoolId: 'us-east-1_a',
        issuer: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_a',
        clientId: 'client',
        authorizeUrl: 'http://127.0.0.1:4566/oauth2/authorize',
        redirectUrl: 'https://console.example/',
      },
    })
  })

  test('given a stack without an API, when made, then it says what is missing', () => {
    const bare = { outputs: new Map([['Other', '1']]), retainedTypes: [] }
    expect(() => acceptArguments({ ...base, provider: 'okta', stack: bare, issuerState: 'dir' })).toThrow(
      /HttpApiId.*Other/,
    )
  })
})
