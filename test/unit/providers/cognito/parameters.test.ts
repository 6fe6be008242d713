import { describe, expect, test } from '@jest/globals'
import { type TenantValues, tenantProblems } from '../../../support/tenant-problems.ts'

const existing = {
  userPool: 'existing',
  region: 'eu-west-1',
  COGNITO_USER_POOL_ID: 'eu-west-1_Ab12Cd34E',
  COGNITO_CLIENT_ID: '1example23456789',
  COGNITO_DOMAIN: 'acme.auth.eu-west-1.amazoncognito.com',
}

describe('checkParameters, cognito with a user pool that there is', () => {
  test.each<[string, TenantValues]>([
    ['all of its values', existing],
    [
      'a custom domain and a resource server of its own',
      {
        ...existing,
        COGNITO_DOMAIN: 'login.acme.example',
        COGNITO_RESOURCE_SERVER: 'https://api.acme.example',
      },
    ],
    ['the pool that the stack brings', { userPool: 'own' }],
  ])('given %s, when checked, then there is no problem', (_what, params) => {
    expect(tenantProblems('cognito', params)).toEqual([])
  })

  test.each<[string, TenantValues, RegExp]>([
    [
      'a pool of another Region',
      { COGNITO_USER_POOL_ID: 'us-east-1_Ab12Cd34E' },
      /in us-east-1, and the stack would be in eu-west-1: give --param region=us-east-1/,
    ],
    [
      'the ARN of the pool',
      { COGNITO_USER_POOL_ID: 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_Ab12Cd34E' },
      /not the id of a user pool/,
    ],
    ['a client id that is a name', { COGNITO_CLIENT_ID: 'my client' }, /not the id of an app client/],
    [
      'the sign-in pages as a URL',
      { COGNITO_DOMAIN: 'https://acme.auth.eu-west-1.amazoncognito.com/login' },
      /COGNITO_DOMAIN=acme\.auth\.eu-west-1\.amazoncognito\.com/,
    ],
    [
      'another word for the pool',
      { userPool: 'exiting' },
      /userPool is "exiting"\.\n +Expected: own or existing\./,
    ],
    ['a name of Object.prototype', { userPool: 'constructor' }, /userPool is "constructor"/],
  ])('given %s, when checked, then it is said', (_what, values, words) => {
    expect(tenantProblems('cognito', { ...existing, ...values })).toEqual([expect.stringMatching(words)])
  })

  test('given a value of it without the word, when checked, then the word is named', () => {
    expect(tenantProblems('cognito', { COGNITO_CLIENT_ID: 'x' })).toEqual([
      expect.stringMatching(
        /COGNITO_CLIENT_ID is not a value of this provider\.\n +It is one with --param userPool=existing\./,
      ),
    ])
  })
})
