import { describe, expect, test } from '@jest/globals'
import { readFunctions } from '../../../../plugin/service/read-functions.ts'
import type { ServerlessService } from '../../../../plugin/service/serverless.ts'

const service: ServerlessService = {
  service: 's',
  provider: { runtime: 'python3.12' },
  plugins: ['serverless-python-requirements'],
  package: { individually: true },
}

function codeDirOf(module: string | undefined, others: Partial<ServerlessService> = {}) {
  const functions = { a: { name: 's-dev-a', handler: 'main.handler', ...(module && { module }) } }
  return readFunctions({ ...service, functions, ...others }, '/service')[0]?.codeDir
}

describe('the module of a function, by serverless-python-requirements', () => {
  test('is the folder of its code', () => {
    expect(codeDirOf('workers/a')).toBe('/service/workers/a')
    expect(codeDirOf('a', { plugins: { modules: ['serverless-python-requirements'] } })).toBe('/service/a')
  })

  test.each([
    ['is the folder of the service', '.', {}],
    ['is absent', undefined, {}],
    ['is not packaged individually', 'a', { package: {} }],
    ['is of no plugin', 'a', { plugins: ['serverless-offline'] }],
  ])('changes nothing where it %s', (_what, module, others) => {
    expect(codeDirOf(module, others)).toBeUndefined()
  })
})

test.each(['Who is calling', undefined])('carries the description %s', (description) => {
  const functions = { a: { name: 's-dev-a', handler: 'main.handler', ...(description && { description }) } }
  expect(readFunctions({ ...service, functions }, '/service')[0]?.description).toBe(description)
})
