import { describe, expect, test } from '@jest/globals'
import { toLocalAuthorizer } from '../../../../plugin/service/read-authorizer.ts'
import { referenceTargets } from '../../../../plugin/service/references.ts'
import type { HttpApiAuthorizer } from '../../../../plugin/service/serverless.ts'

const place = { name: 'notes', stage: 'dev', region: 'eu-west-1' }
const options = {
  trusted: { issuer: 'http://localhost:3001/', audience: ['local'] },
  targets: referenceTargets(place, {
    functions: [
      { logicalId: 'ListLambdaFunction', name: 'notes-dev-list' },
      { logicalId: 'CheckLambdaFunction', name: 'notes-dev-check' },
    ],
  }),
  functions: [
    { key: 'list', name: 'notes-dev-list' },
    { key: 'check', name: 'notes-dev-check' },
  ],
}

const read = (authorizer: HttpApiAuthorizer) => toLocalAuthorizer('GET /notes', authorizer, options)
const request = { name: 'own', type: 'request', functionName: 'list', audience: new Set([undefined]) }

describe('a Lambda authorizer', () => {
  test('is read with what Serverless leaves out', () => {
    expect(read(request)).toEqual({
      kind: 'request',
      name: 'own',
      functionKey: 'list',
      payloadFormat: '2.0',
      simpleResponses: false,
      identitySources: [],
      resultTtlSeconds: 0,
    })
  })

  test('is read with all of its settings', () => {
    const settings = {
      payloadVersion: '1.0',
      resultTtlInSeconds: 300,
      identitySource: ['$request.header.Authorization', '$context.routeKey'],
    }

    expect(read({ ...request, ...settings })).toMatchObject({
      payloadFormat: '1.0',
      resultTtlSeconds: 300,
      identitySources: settings.identitySource,
    })
    expect(
      read({ ...request, enableSimpleResponses: true, identitySource: '$request.header.A' }),
    ).toMatchObject({
      simpleResponses: true,
      identitySources: ['$request.header.A'],
    })
  })

  const byArn = (functionArn: unknown) => read({ ...request, functionName: undefined, functionArn })

  test.each<[unknown, string]>([
    [{ 'Fn::GetAtt': ['ListLambdaFunction', 'Arn'] }, 'list'],
    [{ 'Fn::GetAtt': ['CheckLambdaFunction', 'Arn'] }, 'check'],
    ['arn:aws:lambda:us-east-1:210987654321:function:notes-dev-check', 'check'],
    ['arn:aws:lambda:us-east-1:210987654321:function:notes-dev-check:live', 'check'],
    [
      { 'Fn::Sub': 'arn:aws:lambda:$' + '{AWS::Region}:$' + '{AWS::AccountId}:function:notes-dev-list' },
      'list',
    ],
    [{ 'Fn::Join': [':', ['arn:aws:lambda:x:1:function', 'notes-dev-list']] }, 'list'],
  ])('by the ARN of a function of the stack: %j', (arn, functionKey) => {
    expect(byArn(arn)).toMatchObject({ functionKey })
  })

  test.each<[unknown]>([
    ['arn:aws:lambda:us-east-1:210987654321:function:elsewhere'],
    ['notes-dev-list'],
    [{ 'Fn::GetAtt': ['OtherLambdaFunction', 'Arn'] }],
    [{ 'Fn::ImportValue': 'auth-arn' }],
  ])('rejects the ARN of another: %j', (arn) => {
    expect(byArn(arn)).toMatchObject({
      name: 'route GET /notes',
      reason: 'the functionArn of its authorizer own names no function of this service',
    })
  })

  test.each<[string, HttpApiAuthorizer, string]>([
    [
      'simple responses in 1.0',
      { enableSimpleResponses: true, payloadVersion: '1.0' },
      'enableSimpleResponses with payloadVersion 1.0',
    ],
    ['a cache without sources', { resultTtlInSeconds: 60 }, 'resultTtlInSeconds without identitySource'],
    [
      'a source that is none',
      { identitySource: '$request.body.token' },
      'identity source "$request.body.token" cannot be read',
    ],
  ])('rejects %s', (_what, settings, words) => {
    expect(read({ ...request, ...settings })).toMatchObject({ reason: expect.stringContaining(words) })
  })
})

describe('other authorizers', () => {
  test('aws_iam needs nothing else', () => {
    expect(read({ type: 'aws_iam' })).toEqual({ kind: 'iam' })
  })

  test('of another type are not served', () => {
    expect(read({ type: 'other' })).toMatchObject({
      reason: expect.stringContaining('its authorizer has the type other'),
    })
  })

  test('of another stack are not served, of whatever type', () => {
    for (const type of ['jwt', 'request', undefined])
      expect(read({ id: 'a1b2c3', ...(type && { type }) })).toMatchObject({
        reason: expect.stringContaining('names its authorizer by id'),
      })
  })
})
