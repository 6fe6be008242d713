import { afterEach, describe, expect, test } from '@jest/globals'
import { readSettings, SettingsError, settings } from '../../../src/settings.ts'

describe('readSettings', () => {
  test('given only a provider, when read, then the rest has its default', () => {
    expect(readSettings({ CLAIMCHECK_PROVIDER: 'okta' })).toEqual({
      provider: 'okta',
      scopePrefix: '',
      groupsClaim: undefined,
      identitySource: undefined,
      logKey: undefined,
    })
  })

  test('given every variable, when read, then all are there; what else the environment holds is not', () => {
    const environment = {
      CLAIMCHECK_PROVIDER: 'cognito',
      CLAIMCHECK_SCOPE_PREFIX: 'claimcheck/',
      CLAIMCHECK_GROUPS_CLAIM: 'https://example.com/roles',
      CLAIMCHECK_IDENTITY_SOURCE: '$request.querystring.token',
      CLAIMCHECK_TOKEN_USE: 'id',
      CLAIMCHECK_LOG_KEY: 'key',
      PATH: '/bin',
    }
    expect(readSettings(environment)).toEqual({
      provider: 'cognito',
      scopePrefix: 'claimcheck/',
      groupsClaim: 'https://example.com/roles',
      identitySource: '$request.querystring.token',
      tokenUse: 'id',
      logKey: 'key',
    })
  })

  test('given variables that are set to nothing, when read, then they count as not set', () => {
    const environment = {
      CLAIMCHECK_PROVIDER: 'auth0',
      CLAIMCHECK_GROUPS_CLAIM: '',
      CLAIMCHECK_IDENTITY_SOURCE: '',
      CLAIMCHECK_LOG_KEY: '',
    }
    expect(readSettings(environment)).toMatchObject({
      groupsClaim: undefined,
      identitySource: undefined,
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

  test('accepts the identity source of a REST API', () => {
    const identitySource = 'method.request.header.Authorization'
    const environment = { CLAIMCHECK_PROVIDER: 'okta', CLAIMCHECK_IDENTITY_SOURCE: identitySource }
    expect(readSettings(environment)).toMatchObject({ identitySource })
  })

  test.each(['ID', 'both', 'refresh'])('rejects %j as the token use', (use) => {
    const read = () => readSettings({ CLAIMCHECK_PROVIDER: 'oidc', CLAIMCHECK_TOKEN_USE: use })
    expect(read).toThrow(/CLAIMCHECK_TOKEN_USE is missing or wrong. Set it to id or access/)
  })

  test('names every variable that is wrong', () => {
    const read = () => readSettings({ CLAIMCHECK_TOKEN_USE: 'x', CLAIMCHECK_IDENTITY_SOURCE: 'x' })
    expect(read).toThrow(/CLAIMCHECK_PROVIDER .+ CLAIMCHECK_IDENTITY_SOURCE .+ CLAIMCHECK_TOKEN_USE /)
  })

  test.each([undefined, '', 'Cognito', 'SECRET', 'cognito ', ' cognito'])(
    'given %j as the provider, when read, then the error names the variable and the choice, not the value',
    (provider) => {
      const read = () => readSettings({ CLAIMCHECK_PROVIDER: provider })

      expect(read).toThrow(SettingsError)
      expect(read).toThrow(
        /CLAIMCHECK_PROVIDER is missing or wrong. Set it to one of cognito, auth0, okta, oidc/,
      )
      expect(read).not.toThrow(/SECRET/)
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
