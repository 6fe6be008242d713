import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { readProviderParameter } from '../../../../plugin/service/provider-parameter.ts'
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts'

let service: TemporaryFolder

beforeEach(async () => {
  service = await temporaryFolder()
  for (const folder of ['config', 'payment', 'tokens/by'])
    await mkdir(join(service.path, folder), { recursive: true })
  const ours = 'issuerUrl: x\naudience: [y]\nscopePrefix: z\n'
  await writeFile(join(service.path, 'config/cognito.yml'), '$' + '{file(./config/cognito.own.yml)}')
  await writeFile(join(service.path, 'config/cognito.own.yml'), ours)
  await writeFile(join(service.path, 'tokens/by/for-okta.yml'), ours)
  await writeFile(join(service.path, 'payment/stripe.yml'), ours)
  await writeFile(join(service.path, 'payment/oidc.yml'), 'url: x\n')
})
afterEach(() => service.remove())

/** A variable of serverless.yml. */
const variable = (name: string) => `$\{${name}}`
const provider = variable('param:provider')

function read(configurationInput: object, word = 'okta') {
  const { word: found, usesConfig } = readProviderParameter(
    { serviceDir: service.path, configurationInput },
    new Map([['provider', word]]),
  )
  return [found, usesConfig]
}

describe('readProviderParameter', () => {
  test.each<[string, object]>([
    ['a file of config/', { custom: { identity: variable(`file(./config/${provider}.yml)`) } }],
    ['a member of one', { custom: { issuer: variable(`file(config/${provider}.yml):issuerUrl`) } }],
    [
      'a default',
      { custom: { identity: variable(`file(./config/${variable("param:provider, 'cognito'")}.yml)`) } },
    ],
    [
      'another variable',
      {
        custom: {
          which: provider,
          identity: variable(`file(./config/${variable('self:custom.which')}.yml)`),
        },
      },
    ],
    ['another folder and file name', { custom: variable(`file(./tokens/by/for-${provider}.yml)`) }],
    ['one in a list', { resources: [{ a: 1 }, variable(`file(./config/${provider}.yml):resources`)] }],
  ])('is claimcheck’s, with its values, where it chooses %s', (_what, configuration) => {
    expect(read({ params: { default: { provider: 'cognito' } }, ...configuration })).toEqual(['okta', true])
  })

  test.each<[string, object]>([
    ['all functions', { provider: { environment: { CLAIMCHECK_PROVIDER: provider } } }],
    ['one function', { functions: [{ a: { environment: { CLAIMCHECK_PROVIDER: provider } } }] }],
  ])('is claimcheck’s where it tells %s the provider', (_what, configuration) => {
    expect(read({ params: { prod: { provider: 'auth0' } }, ...configuration })).toEqual(['okta', false])
  })

  test('is claimcheck’s where serverless.yml does not know it', () => {
    expect(read({ provider: { name: 'aws' }, custom: { of: 'a provider' } })).toEqual(['okta', false])
  })

  test.each<[string, object]>([
    ['declares it', { params: { default: { provider: 'stripe' } } }],
    ['declares it for a stage', { params: { default: null, prod: { provider: 'stripe' } } }],
    ['uses it', { custom: { payment: provider } }],
    ['uses it with a default', { custom: { payment: variable("opt:x, param:provider, 'stripe'") } }],
    ['reads other files by it', { custom: variable(`file(./payment/${provider}.yml)`) }],
    ['reads files that are not there', { custom: variable(`file(./nowhere/${provider}.yml)`) }],
    [
      'tells functions another',
      { provider: { environment: { CLAIMCHECK_PROVIDER: 'auth0', PAYMENT: provider } } },
    ],
  ])('is the service’s own where serverless.yml %s', (_what, configuration) => {
    expect(read(configuration)).toEqual([undefined, false])
  })

  test('is not given unless it is', () => {
    const none = readProviderParameter({ serviceDir: service.path, configurationInput: {} }, new Map())

    expect(none).toEqual({ word: undefined, usesConfig: false })
  })
})
