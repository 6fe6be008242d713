import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import {
  copyService,
  propertiesOf,
  readTemplate,
  resourcesOfType,
  type ServiceCopy,
  type Template,
} from '../support/packaged-service.ts'

const domain = [
  'domainName=api.acme.example',
  'certificateArn=arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012',
]
const packages = {
  dev: [],
  prod: ['--stage', 'prod'],
  full: ['--stage', 'prod', ...params(['alarmEmail=ops@acme.example', 'throttleRate=20', ...domain])],
}

type PackageName = keyof typeof packages

describe('what a stage for production has', () => {
  let service: ServiceCopy
  const templates = new Map<string, Template>()
  const templateOf = (name: PackageName) => templates.get(name) as Template

  beforeAll(async () => {
    service = await copyService()
    for (const [name, args] of Object.entries(packages)) {
      const { output } = await service.serverless(['package', '--package', name, ...args])
      const template = await readTemplate(service, name).catch(() => {
        throw new Error(output)
      })
      templates.set(name, template)
    }
  }, 90_000)
  afterAll(() => service.remove())

  const defaultOf = (name: PackageName, parameter: string) => templateOf(name).Parameters[parameter]?.Default

  test.each<[PackageName, unknown, unknown]>([
    ['dev', 50, 100],
    ['prod', 500, 1000],
    ['full', '20', 1000],
  ])(
    'given %s, when packaged, then the stage takes no more than %s calls a second, %s at once',
    (name, rate, burst) => {
      expect(propertiesOf(templateOf(name), 'HttpApiStage')).toMatchObject({
        DefaultRouteSettings: {
          DetailedMetricsEnabled: false,
          ThrottlingRateLimit: rate,
          ThrottlingBurstLimit: burst,
        },
        AccessLogSettings: expect.anything(),
      })
    },
  )

  test.each<[PackageName, string, string, string]>([
    ['dev', 'false', '', ''],
    ['prod', 'true', '', ''],
    ['full', 'true', 'ops@acme.example', 'api.acme.example'],
  ])(
    'given %s, when packaged, then alarms are %s, mail goes to "%s", the name is "%s"',
    (name, alarms, email, domainName) => {
      expect(defaultOf(name, 'Alarms')).toBe(alarms)
      expect(defaultOf(name, 'AlarmEmail')).toBe(email)
      expect(defaultOf(name, 'DomainName')).toBe(domainName)
    },
  )

  test('given alarms, when packaged, then each is made only with the word for it, and tells whoever is named', () => {
    const alarms = resourcesOfType(templateOf('prod'), 'AWS::CloudWatch::Alarm')

    expect(alarms.map(([name]) => name)).toEqual([
      'ApiErrorsAlarm',
      'ApiThrottlesAlarm',
      'GetProfileInfoThrottlesAlarm',
      'CreateProfileInfoThrottlesAlarm',
      'DeleteProfileInfoThrottlesAlarm',
      'TableReadThrottlesAlarm',
      'TableWriteThrottlesAlarm',
    ])
    for (const [, { Condition, Properties }] of alarms) {
      const actions = { 'Fn::If': ['HasAlarmEmail', [{ Ref: 'AlarmTopic' }], { Ref: 'AWS::NoValue' }] }
      expect(Condition).toBe('HasAlarms')
      expect(Properties).toMatchObject({
        TreatMissingData: 'notBreaching',
        AlarmActions: actions,
        OKActions: actions,
      })
    }
  })

  test('given errors, when they are counted, then those of this API alone, more than one in twenty for three minutes', () => {
    expect(propertiesOf(templateOf('prod'), 'ApiErrorsAlarm')).toMatchObject({
      Namespace: 'AWS/ApiGateway',
      MetricName: '5xx',
      Dimensions: [
        { Name: 'ApiId', Value: { Ref: 'HttpApi' } },
        { Name: 'Stage', Value: '$default' },
      ],
      Statistic: 'Average',
      Threshold: 0.05,
      Period: 60,
      EvaluationPeriods: 3,
    })
  })

  test('given calls above the limits, when they are counted, then by the status in the log, under the name that the alarm reads', () => {
    const { MetricTransformations: [metric] = [], ...filter } = propertiesOf(
      templateOf('prod'),
      'ApiThrottles',
    ) as {
      MetricTransformations?: { MetricNamespace: unknown; MetricName: unknown }[]
    }
    const alarm = propertiesOf(templateOf('prod'), 'ApiThrottlesAlarm')

    expect(filter).toEqual({
      LogGroupName: { Ref: 'HttpApiLogGroup' },
      FilterPattern: '{ $.status = "429" }',
    })
    expect([metric?.MetricNamespace, metric?.MetricName]).toEqual([alarm.Namespace, alarm.MetricName])
  })

  test('given functions and table, when throttled, then an alarm watches each by its own name', () => {
    const watched = resourcesOfType(templateOf('prod'), 'AWS::CloudWatch::Alarm').flatMap(
      ([, { Properties }]) =>
        Properties?.Namespace === 'AWS/Lambda' || Properties?.Namespace === 'AWS/DynamoDB'
          ? [[Properties.MetricName, (Properties.Dimensions as { Value: unknown }[])[0]?.Value]]
          : [],
    )

    expect(watched).toEqual([
      ['Throttles', { Ref: 'GetProfileInfoLambdaFunction' }],
      ['Throttles', { Ref: 'CreateProfileInfoLambdaFunction' }],
      ['Throttles', { Ref: 'DeleteProfileInfoLambdaFunction' }],
      ['ReadThrottleEvents', { Ref: 'ProfileTable' }],
      ['WriteThrottleEvents', { Ref: 'ProfileTable' }],
    ])
  })

  test('given a name of our own, when packaged, then it is made only with the word for it, and the API is called by it', () => {
    const { Resources, Outputs } = templateOf('full')

    expect(Resources.ApiDomain).toMatchObject({
      Condition: 'HasDomain',
      Properties: { DomainName: { Ref: 'DomainName' } },
    })
    expect(Resources.ApiDomainMapping?.Condition).toBe('HasDomain')
    expect(Resources.ApiDomainRecord?.Condition).toBe('HasHostedZone')
    expect(Outputs.ApiUrl?.Value).toMatchObject({
      'Fn::If': ['HasDomain', expect.anything(), expect.anything()],
    })
  })

  test('given prod is removed, when packaged, then only users and profiles are kept', () => {
    const kept = Object.entries(templateOf('prod').Resources)
      .filter(([, { DeletionPolicy = 'Delete' }]) => DeletionPolicy !== 'Delete')
      .map(([name]) => name)

    expect(kept).toEqual(['UserPool', 'ProfileTable'])
  })

  test('given dev is removed, when packaged, then nothing is kept', () => {
    const policies = Object.values(templateOf('dev').Resources).map(
      ({ DeletionPolicy = 'Delete' }) => DeletionPolicy,
    )

    expect(new Set(policies)).toEqual(new Set(['Delete']))
  })
})

describe('serverless package for a user pool that there is', () => {
  test('given its values, when packaged, then the authorizer trusts it and the stack has none of its own', async () => {
    const service = await copyService()
    const values = [
      'userPool=existing',
      'region=eu-west-1',
      'COGNITO_USER_POOL_ID=eu-west-1_Ab12Cd34E',
      'COGNITO_CLIENT_ID=1example23456789',
      'COGNITO_DOMAIN=acme.auth.eu-west-1.amazoncognito.com',
      'COGNITO_RESOURCE_SERVER=acme-api',
    ]
    const { output } = await service.serverless(['package', '--package', 'out', ...params(values)])
    const template = await readTemplate(service, 'out').catch(() => {
      throw new Error(output)
    })
    await service.remove()

    expect(propertiesOf(template, 'HttpApiAuthorizerJwt').JwtConfiguration).toEqual({
      Issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab12Cd34E',
      Audience: ['1example23456789'],
    })
    expect(propertiesOf(template, 'HttpApiRouteDeleteProfile').AuthorizationScopes).toEqual([
      'acme-api/profile.delete',
    ])
    expect(template.Outputs.SignInUrl?.Value).toBe(
      'https://acme.auth.eu-west-1.amazoncognito.com/oauth2/authorize',
    )
    expect(Object.values(template.Resources).filter(({ Type }) => Type.startsWith('AWS::Cognito::'))).toEqual(
      [],
    )
    expect(output).not.toMatch(/warning|deprecat|not-set/i)
  }, 60_000)
})

function params(values: readonly string[]): string[] {
  return values.flatMap((value) => ['--param', value])
}
