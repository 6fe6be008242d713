import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import {
  copyService,
  propertiesOf,
  readTemplate,
  resourcesOfType,
  type ServiceCopy,
  type Template,
} from '../support/packaged-service.ts'

interface Case {
  readonly provider: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly issuer: unknown
  readonly audience: readonly unknown[]
  readonly deleteScope: string
  /** What a sign-in asks for, where that is not the scope's name in the token. */
  readonly askedScope?: string
  readonly environment: Readonly<Record<string, string>>
  readonly signInUrl: unknown
  readonly signInTokenUrl: unknown
  readonly signInClientId: unknown
}

/** A placeholder of `Fn::Sub`. */
const substituted = (name: string) => `$\{${name}}`

const cases: readonly Case[] = [
  {
    provider: 'cognito',
    args: [],
    issuer: {
      'Fn::Sub': `https://cognito-idp.${substituted('AWS::Region')}.${substituted('AWS::URLSuffix')}/${substituted('UserPool')}`,
    },
    audience: [{ Ref: 'UserPoolClient' }],
    deleteScope: 'claimcheck/profile.delete',
    environment: { CLAIMCHECK_SCOPE_PREFIX: 'claimcheck/', CLAIMCHECK_GROUPS_CLAIM: 'cognito:groups' },
    signInUrl: {
      'Fn::Sub': `https://${substituted('UserPoolDomain')}.auth.${substituted('AWS::Region')}.amazoncognito.com/oauth2/authorize`,
    },
    signInTokenUrl: {
      'Fn::Sub': `https://${substituted('UserPoolDomain')}.auth.${substituted('AWS::Region')}.amazoncognito.com/oauth2/token`,
    },
    signInClientId: { Ref: 'UserPoolClient' },
  },
  {
    provider: 'auth0',
    args: [
      '--param',
      'AUTH0_DOMAIN=acme.eu.auth0.com',
      '--param',
      'AUTH0_AUDIENCE=https://api.acme.example/profile',
    ],
    issuer: 'https://acme.eu.auth0.com/',
    audience: ['https://api.acme.example/profile'],
    deleteScope: 'profile.delete',
    environment: { CLAIMCHECK_SCOPE_PREFIX: '', CLAIMCHECK_GROUPS_CLAIM: '' },
    signInUrl: 'https://acme.eu.auth0.com/authorize',
    signInTokenUrl: 'https://acme.eu.auth0.com/oauth/token',
    signInClientId: '',
  },
  {
    provider: 'okta',
    args: [],
    env: {
      OKTA_DOMAIN: 'dev-123456.okta.com',
      OKTA_AUDIENCE: 'api://default',
      OKTA_ID_TOKEN_AUDIENCE: '0oa1a2B3c4D5e6F7g8H9',
      OKTA_GROUPS_CLAIM: 'teams',
      OKTA_CLIENT_ID: '0oa9z8Y7x6W5v4U3t2S1',
    },
    issuer: 'https://dev-123456.okta.com/oauth2/default',
    audience: ['api://default', '0oa1a2B3c4D5e6F7g8H9'],
    deleteScope: 'profile.delete',
    environment: { CLAIMCHECK_SCOPE_PREFIX: '', CLAIMCHECK_GROUPS_CLAIM: 'teams' },
    signInUrl: 'https://dev-123456.okta.com/oauth2/default/v1/authorize',
    signInTokenUrl: 'https://dev-123456.okta.com/oauth2/default/v1/token',
    signInClientId: '0oa9z8Y7x6W5v4U3t2S1',
  },
  {
    provider: 'oidc',
    args: ['--param', 'OIDC_SIGN_IN_SCOPE=api://profile-api/profile.delete'],
    env: {
      OIDC_ISSUER: 'https://login.microsoftonline.com/00000000-1111-4222-8333-444444444444/v2.0',
      OIDC_AUDIENCE: 'aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb',
      OIDC_CLIENT_ID: 'cccccccc-1111-4222-8333-dddddddddddd',
      OIDC_TOKEN_USE: 'access',
    },
    issuer: 'https://login.microsoftonline.com/00000000-1111-4222-8333-444444444444/v2.0',
    audience: ['aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb'],
    deleteScope: 'profile.delete',
    askedScope: 'api://profile-api/profile.delete',
    environment: {
      CLAIMCHECK_SCOPE_PREFIX: '',
      CLAIMCHECK_GROUPS_CLAIM: 'groups',
      CLAIMCHECK_TOKEN_USE: 'access',
    },
    // The issuer says where, when a sign-in asks it.
    signInUrl: '',
    signInTokenUrl: '',
    signInClientId: 'cccccccc-1111-4222-8333-dddddddddddd',
  },
]

describe.each(cases)('serverless package for $provider', (expected) => {
  const { provider, args, env } = expected
  let service: ServiceCopy
  let template: Template
  let output: string

  beforeAll(async () => {
    service = await copyService()
    const result = await service.serverless(
      ['package', '--package', 'out', '--param', `provider=${provider}`, ...args],
      env,
    )
    output = result.output
    template = await readTemplate(service, 'out').catch(() => {
      throw new Error(output)
    })
  }, 60_000)
  afterAll(() => service.remove())

  test('given a fresh clone, when packaged, then nothing is warned of', () => {
    expect(output).toContain('Service packaged')
    expect(output).not.toMatch(/warning|deprecat|invalid|not-set/i)
  })

  test('given the tenant, when packaged, then the one authorizer trusts its issuer for our audience only', () => {
    const authorizers = resourcesOfType(template, 'AWS::ApiGatewayV2::Authorizer')

    expect(authorizers).toHaveLength(1)
    expect(authorizers[0]?.[1].Properties).toEqual({
      ApiId: { Ref: 'HttpApi' },
      Name: 'jwt',
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: expected.issuer, Audience: expected.audience },
    })
  })

  test('given the routes, when packaged, then each asks for a token and only DELETE for a scope', () => {
    const routes = resourcesOfType(template, 'AWS::ApiGatewayV2::Route').map(([, route]) => route.Properties)

    const common = { AuthorizationType: 'JWT', AuthorizerId: { Ref: 'HttpApiAuthorizerJwt' } }
    expect(routes).toHaveLength(3)
    expect(routes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ RouteKey: 'GET /profile', ...common }),
        expect.objectContaining({ RouteKey: 'POST /profile', ...common }),
        expect.objectContaining({
          RouteKey: 'DELETE /profile',
          ...common,
          AuthorizationScopes: [expected.deleteScope],
        }),
      ]),
    )
    expect(routes.filter((route) => route && 'AuthorizationScopes' in route)).toHaveLength(1)
  })

  test('given the provider, when packaged, then the code is told its rules', () => {
    for (const [, { Properties }] of resourcesOfType(template, 'AWS::Lambda::Function')) {
      expect(Properties?.Environment).toEqual({
        Variables: {
          CLAIMCHECK_PROVIDER: provider,
          ...expected.environment,
          CLAIMCHECK_IDENTITY_SOURCE: '$request.header.Authorization',
          CLAIMCHECK_LOG_KEY: { Ref: 'AWS::StackId' },
          PROFILE_TABLE: { Ref: 'ProfileTable' },
        },
      })
    }
  })

  test('given the other providers, when packaged, then the stack has none of their resources', () => {
    const cognito = Object.values(template.Resources).filter(({ Type }) => Type.startsWith('AWS::Cognito::'))

    expect(cognito).toHaveLength(provider === 'cognito' ? 5 : 0)
    expect(JSON.stringify(template).includes('cognito')).toBe(provider === 'cognito')
    expect(JSON.stringify(template).includes('auth0')).toBe(provider === 'auth0')
    expect(JSON.stringify(template).includes('okta')).toBe(provider === 'okta')
  })

  test('given a deployed stack, when asked, then it tells where to call and where to sign in', () => {
    const outputs = Object.fromEntries(
      Object.entries(template.Outputs).map(([name, { Value }]) => [name, Value]),
    )

    expect(outputs).toMatchObject({
      ApiUrl: {
        'Fn::If': [
          'HasDomain',
          { 'Fn::Sub': `https://${substituted('DomainName')}` },
          {
            'Fn::Sub': `https://${substituted('HttpApi')}.execute-api.${substituted('AWS::Region')}.${substituted('AWS::URLSuffix')}`,
          },
        ],
      },
      IdentityProvider: provider,
      Issuer: expected.issuer,
      Audience: expected.audience[0],
      SignInUrl: expected.signInUrl,
      SignInTokenUrl: expected.signInTokenUrl,
      SignInClientId: expected.signInClientId,
      SignInScopes: {
        'Fn::Join': [' ', ['openid', 'email', 'profile', expected.askedScope ?? expected.deleteScope]],
      },
      ConsoleOrigin: 'http://localhost:3001',
    })
  })

  test('given the same API for every provider, when packaged, then every function answers the same routes', () => {
    expect(propertiesOf(template, 'HttpApi')).toMatchObject({ Name: 'claimcheck-dev', ProtocolType: 'HTTP' })
    for (const [, { Properties }] of resourcesOfType(template, 'AWS::ApiGatewayV2::Integration')) {
      expect(Properties).toMatchObject({ IntegrationType: 'AWS_PROXY', PayloadFormatVersion: '2.0' })
    }
  })
})

describe('serverless package for a token in another place', () => {
  test('given another identity source, when packaged, then authorizer and functions name the same', async () => {
    const service = await copyService()
    const file = join(service.dir, 'serverless.yml')
    const text = await readFile(file, 'utf8')
    await writeFile(
      file,
      text.replace(
        'identitySource: $request.header.Authorization',
        'identitySource: $request.header.X-Token',
      ),
    )

    const { output } = await service.serverless(['package', '--package', 'out'])
    const template = await readTemplate(service, 'out').catch(() => {
      throw new Error(output)
    })
    await service.remove()

    expect(propertiesOf(template, 'HttpApiAuthorizerJwt').IdentitySource).toEqual(['$request.header.X-Token'])
    for (const [, { Properties }] of resourcesOfType(template, 'AWS::Lambda::Function')) {
      expect(Properties?.Environment).toMatchObject({
        Variables: { CLAIMCHECK_IDENTITY_SOURCE: '$request.header.X-Token' },
      })
    }
  }, 60_000)
})
