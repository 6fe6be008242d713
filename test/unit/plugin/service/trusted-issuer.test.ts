import { describe, expect, test } from '@jest/globals'
import { readService, scopesOf } from '../../../../plugin/service/read-service.ts'
import type { ServerlessInstance } from '../../../../plugin/service/serverless.ts'
import { routesWithTrustedIssuer, withTrustedIssuer } from '../../../../plugin/service/trusted-issuer.ts'

const deployed = 'https://notes.eu.auth0.com/'
const trusted = { issuer: 'http://localhost:3001/', audience: ['local'] }

function serverless(runtime = 'nodejs22.x', authorizer: object = {}) {
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
      functions: { list: { name: 'notes-dev-list', handler: 'list.handler' } },
      resources: { Resources: { Pool: { Type: 'AWS::Cognito::UserPool' } } },
    },
    httpApiEventsPlugin: {
      resolveConfiguration: () => {
        resolved += 1
      },
      config,
    },
    getProvider: () => ({ getStage: () => 'dev', getRegion: () => 'eu-west-1' }),
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

  test('rejects a function that is not for Node.js, whose routes can still be looked at', () => {
    const declared = readService(serverless('python3.13').instance)

    expect(() => withTrustedIssuer(declared, trusted)).toThrow(
      expect.objectContaining({ code: 'ERR_SERVICE_UNSUPPORTED' }),
    )
    expect(routesWithTrustedIssuer(declared, trusted)).toHaveLength(1)
  })

  test.each([{ type: 'request' }, { id: 'abc' }, { identitySource: [] }])(
    'rejects the authorizer %p',
    (authorizer) => {
      const declared = readService(serverless(undefined, authorizer).instance)

      expect(() => withTrustedIssuer(declared, trusted)).toThrow(
        expect.objectContaining({ code: 'ERR_SERVICE_UNSUPPORTED' }),
      )
    },
  )
})
