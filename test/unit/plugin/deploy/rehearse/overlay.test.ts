import { describe, expect, test } from '@jest/globals'
import {
  applyOverlay,
  type Overlay,
  overlayTemplate,
  overlayVariable,
  readOverlay,
  writeOverlay,
} from '../../../../../plugin/deploy/rehearse/overlay.ts'
import type { ServerlessInstance } from '../../../../../plugin/service/serverless.ts'

const overlay: Overlay = { issuer: 'http://127.0.0.1:5/', leaveOut: ['AWS::New::Thing'] }

describe('readOverlay', () => {
  test.each(['http://127.0.0.1:4566', 'http://[::1]:4566/', 'http://127.1.2.3:80'])(
    'reads the overlay when AWS is an emulator at %s',
    (endpoint) => {
      const env = { [overlayVariable]: writeOverlay(overlay), AWS_ENDPOINT_URL: endpoint }
      expect(readOverlay(env)).toEqual(overlay)
    },
  )

  test.each([
    undefined,
    '',
    'https://cloudformation.us-east-1.amazonaws.com',
    'http://127.0.0.1.example.com:80',
    'http://10.0.0.1:4566',
    'http://user@evil.example:1#http://127.0.0.1:4566',
  ])('rejects an overlay when AWS is at %s', (endpoint) => {
    const env = { [overlayVariable]: writeOverlay(overlay), AWS_ENDPOINT_URL: endpoint }
    expect(() => readOverlay(env)).toThrow(expect.objectContaining({ code: 'ERR_REHEARSAL_ONLY' }))
  })

  test('without an overlay there is none, wherever AWS is', () => {
    expect(readOverlay({ AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' })).toBeUndefined()
    expect(readOverlay({})).toBeUndefined()
  })
})

describe('overlayTemplate', () => {
  const issuer = 'https://tenant.example/'
  const aTemplate = () => ({
    Resources: {
      Authorizer: {
        Type: 'AWS::ApiGatewayV2::Authorizer',
        Properties: { JwtConfiguration: { Issuer: issuer, Audience: [`${issuer}api`] } },
      },
      Unknown: { Type: 'AWS::New::Thing' },
    },
    Outputs: { Issuer: { Value: issuer } },
  })

  test('changes the issuer and removes unknown types, and lists each change', () => {
    const template = aTemplate()

    const changes = overlayTemplate(template, issuer, overlay)

    const { Authorizer } = aTemplate().Resources
    const JwtConfiguration = { Issuer: overlay.issuer, Audience: [`${issuer}api`] }
    expect(template).toEqual({
      Resources: { Authorizer: { ...Authorizer, Properties: { JwtConfiguration } } },
      Outputs: { Issuer: { Value: overlay.issuer } },
    })
    expect(changes).toEqual([
      'Unknown is left out: the emulator knows no AWS::New::Thing',
      'The issuer is http://127.0.0.1:5/ instead of https://tenant.example/',
    ])
  })

  test.each([
    ['nothing to change', issuer, { leaveOut: [] }],
    [
      'an issuer that the stack itself creates',
      { 'Fn::GetAtt': ['UserPool', 'ProviderURL'] },
      { ...overlay, leaveOut: [] },
    ],
  ])('given %s, leaves the template as it is', (_what, from, nothing) => {
    const template = aTemplate()

    expect(overlayTemplate(template, from, nothing)).toEqual([])
    expect(template).toEqual(aTemplate())
  })
})

describe('applyOverlay', () => {
  const env = { [overlayVariable]: writeOverlay(overlay), AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' }
  const configured = 'https://acme.eu.auth0.com/'
  const compiled = (custom: object) => {
    const provider = {
      compiledCloudFormationTemplate: { Resources: {}, Outputs: { Issuer: { Value: configured } } },
    }
    return { service: { custom, provider } } as unknown as ServerlessInstance
  }

  test('replaces the issuer of custom.identity', () => {
    const serverless = compiled({ identity: { issuerUrl: configured } })

    applyOverlay(serverless, env)

    expect(serverless.service.provider.compiledCloudFormationTemplate?.Outputs).toEqual({
      Issuer: { Value: overlay.issuer },
    })
  })

  test('fails where it finds no issuer to replace', () => {
    expect(() => applyOverlay(compiled({}), env)).toThrow('custom.identity.issuerUrl')
  })
})
