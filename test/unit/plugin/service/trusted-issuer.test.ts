import { describe, expect, test } from '@jest/globals'
import { assertAnythingServed } from '../../../../plugin/service/not-served.ts'
import { readService, scopesOf } from '../../../../plugin/service/read-service.ts'
import type { ServerlessInstance } from '../../../../plugin/service/serverless.ts'
import { withTrustedIssuer } from '../../../../plugin/service/trusted-issuer.ts'

const deployed = 'https://notes.eu.auth0.com/'
const trusted = { issuer: 'http://localhost:3001/', audience: ['local'] }

function serverless(runtime = 'nodejs22.x', authorizer: object = {}, list: object = {}) {
  let resolved = 0
  const config = {
    authorizers: new Map(),
    routes: new Map([
      [
        'GET /notes',
        {
          targetData: { functionName: 'list' },
          authorizer: {
            name: 'jwt',
            identitySource: '$request.header.Authorization',
            issuerUrl: deployed,
            audience: new Set(['deployed']),
            ...authorizer,
          },
          authorizationScopes: new Set([{ 'Fn::Sub': `\${AWS::Region}/notes.read` }]),
        },
      ],
    ]),
  }
  const instance = {
    serviceDir: '/service',
    service: {
      service: 'notes',
      provider: { runtime, environment: { ISSUER: deployed, POOL: { Ref: 'Pool' } } },
      functions: { list: { name: 'notes-dev-list', handler: 'list.handler', ...list } },
      resources: { Resources: { Pool: { Type: 'AWS::Cognito::UserPool' } } },
    },
    httpApiEventsPlugin: {
      resolveConfiguration: () => {
        resolved += 1
      },
      config,
    },
    getProvider: () => ({
      getStage: () => 'dev',
      getRegion: () => 'eu-west-1',
      naming: { getLambdaLogicalId: (key: string) => `${key}LambdaFunction` },
    }),
  }
  return { instance: instance as unknown as ServerlessInstance, timesResolved: () => resolved }
}

describe('withTrustedIssuer', () => {
  test('replaces the issuer of routes and environment, and leaves the declared service as it was', () => {
    const { instance, timesResolved } = serverless()
    const declared = readService(instance)
    const service = withTrustedIssuer(declared, trusted)

    expect(service.routes[0]?.authorizer).toMatchObject(trusted)
    expect(service.functions[0]?.environment).toEqual({ ISSUER: trusted.issuer, POOL: 'local-Pool' })
    expect(declared.routes[0]?.authorizer?.issuerUrl).toBe(deployed)
    expect(scopesOf(declared)).toEqual(['eu-west-1/notes.read'])
    expect(withTrustedIssuer(declared, trusted)).toEqual(service)
    expect(timesResolved()).toBe(1)
  })

  test.each([
    ['replaces an audience of the stack', [{ Ref: 'Client' }], ['local']],
    ['replaces fixed audiences', ['deployed', 'https://api.example'], ['local']],
    [
      'keeps a fixed audience beside one of the stack',
      [{ Ref: 'Client' }, 'https://api.example'],
      ['local', 'https://api.example'],
    ],
    ['names an audience once', [{ Ref: 'Client' }, 'local'], ['local']],
  ])('%s', (_what, audience, expected) => {
    const declared = readService(serverless(undefined, { audience: new Set(audience) }).instance)

    expect(withTrustedIssuer(declared, trusted).routes[0]?.authorizer).toMatchObject({ audience: expected })
  })

  test('names a function that does not run here, and leaves its route closed', () => {
    const service = withTrustedIssuer(readService(serverless('ruby3.4').instance), trusted)

    expect(service.functions[0]?.notServed?.reason).toContain('its runtime is ruby3.4')
    expect(service.routes[0]?.authorizer).toMatchObject(trusted)
    expect(service.notServed.map(({ name }) => name)).toEqual(['function list'])
  })

  test('names a container image', () => {
    const { functions } = withTrustedIssuer(
      readService(serverless(undefined, {}, { handler: undefined }).instance),
      trusted,
    )

    expect(functions[0]).toMatchObject({ handler: '', notServed: { reason: 'it is a container image' } })
  })

  test.each([{ type: 'unheard-of' }, { id: 'abc' }, { identitySource: [] }, { identitySource: ['a', 'b'] }])(
    'names a route whose authorizer %p does not run here',
    (authorizer) => {
      const service = withTrustedIssuer(readService(serverless(undefined, authorizer).instance), trusted)

      expect(service.functions[0]?.notServed).toBeUndefined()
      expect(service.routes[0]?.notServed?.name).toBe('route GET /notes')
      expect(service.routes[0]).toMatchObject({ authorizer: undefined, otherAuthorizer: expect.any(String) })
      expect(service.notServed).toEqual([service.routes[0]?.notServed])
    },
  )
})

describe('withTrustedIssuer, an authorizer of another stack by its exports', () => {
  const imported = (name: string) => ({ 'Fn::ImportValue': name })
  const read = (environment: object) => {
    const authorizer = {
      issuerUrl: { 'Fn::Join': ['', ['https://cognito-idp.eu-west-1.amazonaws.com/', imported('pool')]] },
      audience: new Set([imported('client')]),
    }
    const { instance } = serverless(undefined, authorizer, { environment })
    return withTrustedIssuer(readService(instance), {
      issuer: 'http://localhost:1/eu-west-1_Local',
      audience: ['app'],
    })
  }

  test('pool, client and issuer of the environment are those of the local tokens', () => {
    const { functions } = read({
      POOL: imported('pool'),
      CLIENT: imported('client'),
      OTHER: imported('other'),
    })

    expect(functions[0]?.environment).toMatchObject({
      POOL: 'eu-west-1_Local',
      CLIENT: 'app',
      OTHER: 'local-other',
    })
  })

  test('a variable without a text leaves its function out, naming file and variable', () => {
    const { functions } = read({ LIST: ['a'] })

    expect(functions[0]?.notServed?.reason).toBe(
      'serverless.yml, environment.LIST of function list: found a list, expected a text',
    )
  })
})

describe('assertAnythingServed', () => {
  test('rejects a service of which no function runs here, naming each', () => {
    const service = withTrustedIssuer(readService(serverless('ruby3.4').instance), trusted)

    expect(() => assertAnythingServed(service)).toThrow(
      /^No function of this service runs here.\nfunction list is not served here: its runtime is ruby3.4/,
    )
  })

  test('accepts one of which a function is left, and one without functions', () => {
    const service = withTrustedIssuer(readService(serverless(undefined, { id: 'abc' }).instance), trusted)

    expect(() => assertAnythingServed(service)).not.toThrow()
    expect(() => assertAnythingServed({ functions: [], notServed: service.notServed })).not.toThrow()
  })
})
