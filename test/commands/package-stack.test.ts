import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import {
  copyService,
  propertiesOf,
  readTemplate,
  resourcesOfType,
  type ServiceCopy,
  type Template,
} from '../support/packaged-service.ts'

const stages = ['dev', 'prod'] as const

interface PolicyStatement {
  readonly Effect: string
  readonly Action: string | readonly string[]
  readonly Resource: unknown
}

describe('the stack that serverless package compiles', () => {
  let service: ServiceCopy
  const templates = new Map<string, Template>()
  const templateOf = (stage: string) => templates.get(stage) as Template

  beforeAll(async () => {
    service = await copyService()
    for (const stage of stages) {
      const { output } = await service.serverless(['package', '--stage', stage, '--package', stage])
      const template = await readTemplate(service, stage).catch(() => {
        throw new Error(output)
      })
      templates.set(stage, template)
    }
  }, 60_000)
  afterAll(() => service.remove())

  test('given CORS, when packaged, then the console may call, from its origin only, with what the service uses', () => {
    expect(propertiesOf(templateOf('dev'), 'HttpApi').CorsConfiguration).toEqual({
      AllowOrigins: ['http://localhost:3001'],
      AllowMethods: ['GET', 'POST', 'DELETE'],
      AllowHeaders: ['authorization', 'content-type', 'if-match', 'if-none-match'],
      ExposeHeaders: ['etag', 'location', 'retry-after', 'www-authenticate'],
      MaxAge: 600,
    })
  })

  test('given the functions, when packaged, then they run on Node 24 on arm64, small and short', () => {
    const functions = resourcesOfType(templateOf('dev'), 'AWS::Lambda::Function')

    expect(functions.map(([, { Properties }]) => Properties?.Handler)).toEqual([
      'src/profile/get-profile-info.handler',
      'src/profile/create-profile-info.handler',
      'src/profile/delete-profile-info.handler',
    ])
    for (const [, { Properties }] of functions) {
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        MemorySize: 256,
        Timeout: 6,
      })
    }
    expect(resourcesOfType(templateOf('dev'), 'AWS::Lambda::Version')).toEqual([])
  })

  test.each([
    ['GetProfileInfo', 'dynamodb:GetItem'],
    ['CreateProfileInfo', 'dynamodb:UpdateItem'],
    ['DeleteProfileInfo', 'dynamodb:DeleteItem'],
  ])(
    'given %s, when packaged, then its role allows %s on the one table, its own log, and no more',
    (name, action) => {
      const template = templateOf('dev')
      const role = propertiesOf(template, `${name}Role`)

      expect(propertiesOf(template, `${name}LambdaFunction`).Role).toEqual({
        'Fn::GetAtt': [`${name}Role`, 'Arn'],
      })
      expect(Object.keys(role)).toEqual(['AssumeRolePolicyDocument', 'Policies'])
      expect(role.AssumeRolePolicyDocument).toMatchObject({
        Statement: [
          { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
        ],
      })
      expect(statementsOf(role)).toEqual([
        { Effect: 'Allow', Action: action, Resource: { 'Fn::GetAtt': ['ProfileTable', 'Arn'] } },
        {
          Effect: 'Allow',
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: { 'Fn::GetAtt': [`${name}LogGroup`, 'Arn'] },
        },
      ])
    },
  )

  test('given one role a function, when packaged, then there is no role that they share', () => {
    expect(resourcesOfType(templateOf('dev'), 'AWS::IAM::Role').map(([name]) => name)).toEqual([
      'GetProfileInfoRole',
      'CreateProfileInfoRole',
      'DeleteProfileInfoRole',
    ])
  })

  test('given the functions, when packaged, then only this API may call them', () => {
    const permissions = resourcesOfType(templateOf('dev'), 'AWS::Lambda::Permission')

    expect(permissions).toHaveLength(3)
    for (const [, { Properties }] of permissions) {
      expect(Properties).toMatchObject({
        Action: 'lambda:InvokeFunction',
        Principal: 'apigateway.amazonaws.com',
      })
      expect(JSON.stringify(Properties?.SourceArn)).toContain('":execute-api:"')
      expect(JSON.stringify(Properties?.SourceArn)).toContain('{"Ref":"HttpApi"},"/*"')
    }
  })

  test('given a refused call, when it is logged, then the reason is there and nothing of the caller', () => {
    const { Format } = propertiesOf(templateOf('dev'), 'HttpApiStage').AccessLogSettings as { Format: string }

    expect(JSON.parse(Format)).toEqual({
      requestId: '$context.requestId',
      requestTime: '$context.requestTime',
      routeKey: '$context.routeKey',
      status: '$context.status',
      authorizerError: '$context.authorizer.error',
      error: '$context.error.message',
      integrationStatus: '$context.integrationStatus',
      integrationError: '$context.integrationErrorMessage',
      responseLatencyMs: '$context.responseLatency',
      responseLength: '$context.responseLength',
    })
  })

  test.each([
    ['dev', 14],
    ['prod', 365],
  ])('given stage %s, when packaged, then every log is kept for %i days', (stage, days) => {
    const logGroups = resourcesOfType(templateOf(stage), 'AWS::Logs::LogGroup')

    expect(logGroups.map(([, { Properties }]) => Properties)).toEqual([
      { LogGroupName: `/aws/lambda/claimcheck-${stage}-getProfileInfo`, RetentionInDays: days },
      { LogGroupName: `/aws/lambda/claimcheck-${stage}-createProfileInfo`, RetentionInDays: days },
      { LogGroupName: `/aws/lambda/claimcheck-${stage}-deleteProfileInfo`, RetentionInDays: days },
      { LogGroupName: `/aws/http-api/claimcheck-${stage}`, RetentionInDays: days },
    ])
  })

  test.each([
    ['dev', 'Delete', false],
    ['prod', 'Retain', true],
  ])(
    'given stage %s, when packaged, then the table is safe as that stage needs',
    (stage, policy, isProtected) => {
      expect(templateOf(stage).Resources.ProfileTable).toEqual({
        Type: 'AWS::DynamoDB::Table',
        DeletionPolicy: policy,
        UpdateReplacePolicy: policy,
        Properties: {
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [{ AttributeName: 'key', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'key', KeyType: 'HASH' }],
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          SSESpecification: { SSEEnabled: true },
          DeletionProtectionEnabled: isProtected,
        },
      })
    },
  )

  test.each([
    ['dev', 'Delete', 'INACTIVE'],
    ['prod', 'Retain', 'ACTIVE'],
  ])(
    'given stage %s, when packaged, then its users are safe as that stage needs',
    (stage, policy, protection) => {
      const { UserPool } = templateOf(stage).Resources

      expect(UserPool).toMatchObject({ DeletionPolicy: policy, UpdateReplacePolicy: policy })
      expect(UserPool?.Properties?.DeletionProtection).toBe(protection)
    },
  )
})

/** The statements of all policies of the role. */
function statementsOf(role: Readonly<Record<string, unknown>>): PolicyStatement[] {
  const policies = role.Policies as { PolicyDocument: { Statement: PolicyStatement[] } }[]
  return policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
}
