import { describe, expect, test } from '@jest/globals'
import { readPool } from '../../../../../plugin/deploy/preflight/read-pool.ts'

const signInScope = 'aws.cognito.signin.user.admin'

const client = {
  Type: 'AWS::Cognito::UserPoolClient',
  Properties: { AllowedOAuthScopes: ['openid', 'things-api/things.write'] },
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

    expect(pool?.allowedScopes).toEqual([signInScope, 'openid', 'things-api/things.write'])
    expect(pool?.knownScopes).toEqual(
      expect.arrayContaining(['openid', 'things-api/things.write', 'things-api/things.read']),
    )
  })

  test('given no client, when read, then there is no pool to compare with', () => {
    expect(readPool({ server })).toBeUndefined()
    expect(readPool({})).toBeUndefined()
  })

  test('given a client without scopes, when read, then its tokens have that of a plain sign-in', () => {
    expect(readPool({ client: { Type: 'AWS::Cognito::UserPoolClient' } })?.allowedScopes).toEqual([
      signInScope,
    ])
  })

  test.each<[string, object]>([
    ['a scope', { client: { ...client, Properties: { AllowedOAuthScopes: [{ Ref: 'Elsewhere' }] } } }],
    ['the list of scopes', { client: { ...client, Properties: { AllowedOAuthScopes: { 'Fn::If': [] } } } }],
    [
      'an identifier',
      { server: { ...server, Properties: { ...server.Properties, Identifier: { 'Fn::Sub': 'x' } } } },
    ],
    [
      'the name of a scope',
      { server: { ...server, Properties: { Identifier: 'x', Scopes: [{ ScopeName: { Ref: 'Y' } }] } } },
    ],
    [
      'a trigger',
      {
        pool: {
          Type: 'AWS::Cognito::UserPool',
          Properties: { LambdaConfig: { PreTokenGenerationConfig: {} } },
        },
      },
    ],
  ])(
    'given %s that CloudFormation or a function decides on, when read, then nothing is known',
    (_what, changed) => {
      expect(readPool({ client, server, ...changed })).toBeUndefined()
    },
  )
})
