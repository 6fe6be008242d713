import { afterEach, describe, expect, test } from '@jest/globals'
import { readSettings, SettingsError, settings } from '../../../src/settings.ts'

describe('readSettings', () => {
  test('given only a provider, when read, then the rest has its default', () => {
    expect(readSettings({ CLAIMCHECK_PROVIDER: 'okta', PROFILE_TABLE: 't' })).toEqual({
      provider: 'okta',
      scopePrefix: '',
      groupsClaim: undefined,
      identitySource: '$request.header.Authorization',
      logKey: undefined,
      profileTable: 't',
    })
  })

  test('given every variable, when read, then all are there; what else the environment holds is not', () => {
    const environment = {
      CLAIMCHECK_PROVIDER: 'cognito',
      CLAIMCHECK_SCOPE_PREFIX: 'claimcheck/',
      CLAIMCHECK_GROUPS_CLAIM: 'https://example.com/roles',
      CLAIMCHECK_IDENTITY_SOURCE: '$request.querystring.token',
      CLAIMCHECK_LOG_KEY: 'key',
      PROFILE_TABLE: 'profiles',
      PATH: '/bin',
    }
    expect(readSettings(environment)).toEqual({
      provider: 'cognito',
      scopePrefix: 'claimcheck/',
      groupsClaim: 'https://example.com/roles',
      identitySource: '$request.querystring.token',
      logKey: 'key',
      profileTable: 'profiles',
    })
  })

  test.each([
    [{ AWS_ENDPOINT_URL_DYNAMODB: 'http://a', AWS_ENDPOINT_URL: 'http://b' }, 'http://a'],
    [{ AWS_ENDPOINT_URL: 'http://b' }, 'http://b'],
    [{ AWS_ENDPOINT_URL_DYNAMODB: '', AWS_ENDPOINT_URL: '' }, undefined],
  ])(
    'given what Lambda or an emulator sets, %j, when read, then it says where DynamoDB is',
    (set, endpoint) => {
      const read = readSettings({ CLAIMCHECK_PROVIDER: 'okta', AWS_REGION: 'eu-west-1', ...set })

      expect(read).toMatchObject({ region: 'eu-west-1', dynamodbEndpoint: endpoint })
    },
  )

  test('given variables that are set to nothing, when read, then they count as not set', () => {
    const environment = {
      CLAIMCHECK_PROVIDER: 'auth0',
      CLAIMCHECK_GROUPS_CLAIM: '',
      CLAIMCHECK_IDENTITY_SOURCE: '',
      CLAIMCHECK_LOG_KEY: '',
    }
    expect(readSettings({ ...environment, PROFILE_TABLE: 't' })).toMatchObject({
      groupsClaim: undefined,
      identitySource: '$request.header.Authorization',
      logKey: undefined,
    })
  })

  test.each(['Authorization', '$request.header.', '$request.header.A,$request.querystring.b', '$context.x'])(
    'given %j as the identity source, when read, then the error names the variable and the two forms',
    (identitySource) => {
      const read = () =>
        readSettings({ CLAIMCHECK_PROVIDER: 'okta', CLAIMCHECK_IDENTITY_SOURCE: identitySource })

      expect(read).toThrow(SettingsError)
      expect(read).toThrow(
        /CLAIMCHECK_IDENTITY_SOURCE .+ \$request\.header\.<Name> or \$request\.querystring/,
      )
    },
  )

  test.each([undefined, '', 'Cognito', 'SECRET'])(
    'given %j as the provider, when read, then the error names the variable and the choice, not the value',
    (provider) => {
      const read = () => readSettings({ CLAIMCHECK_PROVIDER: provider })

      expect(read).toThrow(SettingsError)
      expect(read).toThrow(
        /CLAIMCHECK_PROVIDER is missing or wrong: set it to one of cognito, auth0, okta, oidc/,
      )
      expect(read).not.toThrow(/SECRET/)
    },
  )

  test.each([undefined, ''])(
    'given %j as the table, when read, then only asking for the table fails',
    (table) => {
      const read = readSettings({ CLAIMCHECK_PROVIDER: 'okta', PROFILE_TABLE: table })

      expect(read.provider).toBe('okta')
      expect(() => read.profileTable).toThrow(
        new SettingsError(
          'The environment variable PROFILE_TABLE is missing or wrong: set it to the name of a DynamoDB table under provider.environment in serverless.yml, or where you run the function.',
        ),
      )
    },
  )
})

describe('settings', () => {
  const before = process.env.CLAIMCHECK_PROVIDER
  afterEach(() => {
    if (before === undefined) delete process.env.CLAIMCHECK_PROVIDER
    else process.env.CLAIMCHECK_PROVIDER = before
  })

  test('given a wrong environment, when asked again after it is fixed, then it is read once and kept', () => {
    delete process.env.CLAIMCHECK_PROVIDER
    expect(() => settings()).toThrow(SettingsError)

    process.env.CLAIMCHECK_PROVIDER = 'okta'
    const read = settings()
    process.env.CLAIMCHECK_PROVIDER = 'auth0'

    expect(read.provider).toBe('okta')
    expect(settings()).toBe(read)
  })
})
