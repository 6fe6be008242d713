import { describe, expect, test } from '@jest/globals'
import { assertNoSwitch } from '../../../../../plugin/deploy/stack/assert-no-switch.ts'
import type { CompiledTemplate } from '../../../../../plugin/service/serverless.ts'

const auth0 = { IdentityProvider: 'auth0', Issuer: 'https://notes.eu.auth0.com/' }
const cognito = {
  IdentityProvider: 'cognito',
  Issuer: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_a',
}
const poolIssuer = { 'Fn::GetAtt': ['UserPool', 'ProviderURL'] }
const pool = { UserPool: { Type: 'AWS::Cognito::UserPool' } }
const keptPool = { UserPool: { Type: 'AWS::Cognito::UserPool', DeletionPolicy: 'Retain' } }

function template(
  outputs: Record<string, unknown>,
  Resources: CompiledTemplate['Resources'] = {},
): CompiledTemplate {
  return {
    Resources,
    Outputs: Object.fromEntries(Object.entries(outputs).map(([name, Value]) => [name, { Value }])),
  }
}

interface Switch {
  readonly from: Record<string, string>
  readonly to: CompiledTemplate
  readonly deployed?: CompiledTemplate['Resources']
  readonly switchFrom?: string
}

function deployOver({ from, to, deployed = {}, switchFrom }: Switch): Promise<void> {
  const stack = { name: 'notes-dev', status: 'UPDATE_COMPLETE', outputs: new Map(Object.entries(from)) }
  return assertNoSwitch({ stack, template: to, switchFrom, readDeployed: async () => template({}, deployed) })
}

describe('assertNoSwitch', () => {
  test.each([
    ['the same issuer', { from: auth0, to: template(auth0) }],
    [
      'the same provider with a user pool of its own',
      { from: cognito, to: template({ ...cognito, Issuer: poolIssuer }, pool) },
    ],
    ['a stack that says nothing of it', { from: {}, to: template(auth0) }],
    ['a template that says nothing of it', { from: auth0, to: template({}) }],
  ])('given %s, when deployed, then it goes on', async (_what, deploy) => {
    await expect(deployOver(deploy)).resolves.toBeUndefined()
  })

  test.each([
    ['another provider', { from: auth0, to: template({ ...cognito, Issuer: poolIssuer }, pool) }, 'auth0'],
    [
      'another tenant',
      { from: auth0, to: template({ ...auth0, Issuer: 'https://b.example/' }) },
      auth0.Issuer,
    ],
  ])(
    'given %s, when deployed, then it is refused unless the caller names what they leave',
    async (_what, deploy, left) => {
      const code = 'ERR_PROVIDER_SWITCH'

      await expect(deployOver(deploy)).rejects.toMatchObject({
        code,
        message: expect.stringContaining(`--param switchFrom=${left}`),
      })
      await expect(deployOver({ ...deploy, switchFrom: 'okta' })).rejects.toMatchObject({ code })
      await expect(deployOver({ ...deploy, switchFrom: left })).resolves.toBeUndefined()
    },
  )

  test.each([
    ['goes with the stack', pool, 'would be deleted, with every account'],
    ['outlives the stack', keptPool, 'would stay, outside the stack'],
  ])(
    'given a user pool that %s, when another provider is deployed, then its fate is told',
    async (_what, deployed, fate) => {
      const refusal = { message: expect.stringContaining(fate) }

      await expect(deployOver({ from: cognito, to: template(auth0), deployed })).rejects.toMatchObject(
        refusal,
      )
    },
  )
})
