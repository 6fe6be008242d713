import { describe, expect, test } from '@jest/globals'
import { userPoolReferences } from '../../../../plugin/service/user-pool-references.ts'

const resources = {
  Pool: { Type: 'AWS::Cognito::UserPool' },
  Client: { Type: 'AWS::Cognito::UserPoolClient' },
  Table: { Type: 'AWS::DynamoDB::Table' },
}

describe('references to a user pool', () => {
  test('given a pool and its client, when an issuer is trusted, then their references give that issuer, its id and client', () => {
    const { refs, attributes } = userPoolReferences(resources, {
      issuer: 'http://localhost:3001/us-east-1_Local',
      audience: ['client-1', 'other'],
    })

    expect(Object.fromEntries(refs)).toEqual({ Pool: 'us-east-1_Local', Client: 'client-1' })
    expect(Object.fromEntries(attributes)).toEqual({
      'Pool.ProviderURL': 'http://localhost:3001/us-east-1_Local',
      'Pool.ProviderName': 'localhost:3001/us-east-1_Local',
      'Pool.UserPoolId': 'us-east-1_Local',
      'Client.ClientId': 'client-1',
    })
  })

  test('given an issuer without a path, when it is trusted, then the pool has no id that could be mistaken for one', () => {
    const { refs, attributes } = userPoolReferences(resources, {
      issuer: 'https://x.auth0.com/',
      audience: ['a'],
    })

    expect(Object.fromEntries(refs)).toEqual({ Client: 'a' })
    expect(Object.keys(Object.fromEntries(attributes))).not.toContain('Pool.UserPoolId')
  })
})
