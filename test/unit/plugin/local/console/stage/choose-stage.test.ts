import { describe, expect, test } from '@jest/globals'
import { readConsoleOptions } from '../../../../../../plugin/commands/console.ts'
import {
  type ChooseStageOptions,
  chooseStage,
} from '../../../../../../plugin/local/console/stage/choose-stage.ts'
import { type DeclaredService, readService } from '../../../../../../plugin/service/read-service.ts'
import type { ServerlessInstance } from '../../../../../../plugin/service/serverless.ts'

const outputs = {
  ApiUrl: 'https://a1b2c3.execute-api.eu-west-1.amazonaws.com',
  IdentityProvider: 'auth0',
  Issuer: 'https://acme.eu.auth0.com/',
  Audience: 'https://api.acme.example',
  SignInClientId: 'client-1',
  SignInScopes: 'openid email profile.delete',
}

/** A service with one closed route, whose authorizer is written like this. */
function aService(issuerUrl: unknown, audience: readonly unknown[]): DeclaredService {
  const authorizer = {
    name: 'tenant',
    identitySource: '$request.header.Authorization',
    issuerUrl,
    audience: new Set(audience),
  }
  const route = { targetData: { functionName: 'list' }, authorizer, authorizationScopes: new Set(['read']) }
  const serverless = {
    service: { service: 'orders', provider: {}, resources: { Resources: {} } },
    httpApiEventsPlugin: {
      resolveConfiguration() {},
      config: { authorizers: new Map(), routes: new Map([['GET /orders', route]]) },
    },
    getProvider: () => ({ getStage: () => 'dev', getRegion: () => 'eu-west-1' }),
  }
  return readService(serverless as unknown as ServerlessInstance)
}

function choose(given: Readonly<Record<string, unknown>>, changes: Partial<ChooseStageOptions> = {}) {
  return chooseStage({
    service: aService({ Ref: 'Pool' }, [{ Ref: 'Client' }]),
    provider: 'auth0',
    options: readConsoleOptions(given),
    outputs: new Map(Object.entries(outputs)),
    ...changes,
  })
}

describe('what serverless console signs in at and calls', () => {
  test('given the outputs of a stack, then all of it is there, with the audience for a provider that requires it', () => {
    expect(choose({})).toMatchObject({
      provider: 'auth0',
      issuer: outputs.Issuer,
      apiUrl: outputs.ApiUrl,
      clientId: 'client-1',
      scopes: ['openid', 'email', 'profile.delete'],
      signInAudience: outputs.Audience,
      routes: [
        {
          routeKey: 'GET /orders',
          scopes: ['read'],
          authorizer: { issuer: outputs.Issuer, audience: [outputs.Audience] },
        },
      ],
    })
  })

  test('given an authorizer in plain text for this issuer, then its whole list of audiences counts, and for another it does not', () => {
    const plain = (issuer: string) => choose({}, { service: aService(issuer, ['one', 'two']) }).routes[0]

    expect(plain(outputs.Issuer)?.authorizer).toMatchObject({ audience: ['one', 'two'] })
    expect(plain('https://not-set/')?.authorizer).toMatchObject({ audience: [outputs.Audience] })
  })

  test('given options and no stack, then they are enough', () => {
    const given = {
      issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab12Cd34E',
      'client-id': 'client-2',
      url: 'https://api.example.com/',
      scope: ['openid', 'orders/read'],
    }

    expect(choose(given, { outputs: new Map() })).toMatchObject({
      provider: 'cognito',
      issuer: given.issuer,
      apiUrl: 'https://api.example.com',
      clientId: 'client-2',
      scopes: given.scope,
      signInAudience: undefined,
      routes: [{ authorizer: { audience: ['client-2'] } }],
    })
  })

  test('given a stack without a client id, then the missing option is named', () => {
    const { SignInClientId: _, ...others } = outputs
    expect(() => choose({}, { outputs: new Map(Object.entries(others)) })).toThrow('--client-id ID')
  })

  test("given a stack of another provider than the command names, then the command's fix is said", () => {
    expect(() => choose({}, { provider: 'cognito' })).toThrow('Add --param provider=auth0.')
  })

  test.each(['nowhere', 'http://issuer.example', 'ftp://a'])(
    'given --issuer %s, then it is refused',
    (issuer) => {
      expect(() => readConsoleOptions({ issuer })).toThrow(`--issuer is "${issuer}"; expected an https URL`)
    },
  )
})
