import { describe, expect, test } from '@jest/globals'
import { readPool } from '../../../../../plugin/deploy/preflight/read-pool.ts'

const client = {
  Type: 'AWS::Cognito::UserPoolClient',
  Properties: { AllowedOAuthScopes: ['openid', 'things-api/things.write', { Ref: 'Elsewhere' }] },
}
const server = {
  Type: 'AWS::Cognito::UserPoolResourceServer',
  Properties: {
    Identifier: 'things-api',
    Scopes: [{ ScopeName: 'things.write' }, { ScopeName: 'things.read' }],
  },
}

describe('readPool', () => {
  test('given client and resource server, when read, then scopes are in full form', () => {
    const pool = readPool({ client, server, other: { Type: 'AWS::S3::Bucket' } })

    expect(pool?.allowedScopes).toEqual(['openid', 'things-api/things.write'])
    expect(pool?.knownScopes).toEqual(
      expect.arrayContaining(['openid', 'things-api/things.write', 'things-api/things.read']),
    )
  })

  test('given no client, when read, then there is no pool to compare with', () => {
    expect(readPool({ server })).toBeUndefined()
    expect(readPool({})).toBeUndefined()
  })

  test('given a client without scopes, when read, then it may ask for none', () => {
    expect(readPool({ client: { Type: 'AWS::Cognito::UserPoolClient' } })?.allowedScopes).toEqual([])
  })
})
