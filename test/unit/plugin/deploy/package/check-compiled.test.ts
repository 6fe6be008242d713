import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import {
  checkCompiled,
  findTypeScriptWithoutCompiler,
} from '../../../../../plugin/deploy/package/check-compiled.ts'
import { zipFile } from '../../../../../plugin/deploy/package/package-functions.ts'
import type { ServerlessFunction, ServerlessInstance } from '../../../../../plugin/service/serverless.ts'
import { type TemporaryFolder, temporaryFolder } from '../../../../support/temporary-folder.ts'

let folder: TemporaryFolder

beforeEach(async () => {
  folder = await temporaryFolder()
  await write('greet.ts')
})
afterEach(() => folder.remove())

const write = (name: string, content: string | Uint8Array = '') => writeFile(join(folder.path, name), content)

interface Case {
  readonly function?: Partial<ServerlessFunction>
  readonly service?: Partial<ServerlessInstance['service']>
  readonly pluginManager?: Partial<ServerlessInstance['pluginManager']>
}

function serverlessWith({ function: definition, service, pluginManager }: Case = {}) {
  const greet = { name: 'x-dev-greet', handler: 'greet.handler', ...definition }
  return {
    serviceDir: folder.path,
    pluginManager: { plugins: [], ...pluginManager },
    service: { service: 'x', provider: {}, functions: { greet }, ...service },
  }
}

class ClaimcheckPlugin {
  readonly hooks = { 'before:package:createDeploymentArtifacts': () => {} }
}
class Compiler extends ClaimcheckPlugin {}
class Notifier {
  readonly hooks = { 'after:deploy:deploy': () => {} }
}

describe('checkCompiled', () => {
  const zipped = (name: string) => write('all.zip', zipFile(name, new Uint8Array()))
  const artifact = { package: { artifact: 'all.zip' } }

  test.each(['greet.ts', 'other.js'])('rejects a zip with %s alone', async (name) => {
    await zipped(name)

    await expect(checkCompiled(serverlessWith({ service: artifact }))).rejects.toMatchObject({
      code: 'ERR_TYPESCRIPT_NOT_COMPILED',
      message: expect.stringMatching(/greet \(greet\.ts\).+custom\.claimcheck\.bundle to true/),
    })
  })

  test.each(['greet.js', 'greet.mjs', 'greet.cjs', 'greet'])('accepts a zip with %s', async (name) => {
    await zipped(name)

    await checkCompiled(serverlessWith({ service: artifact }))
    await checkCompiled(serverlessWith({ function: artifact }))
  })

  test.each<[string, Case]>([
    ['a zip in S3', { service: { package: { artifact: 's3://bucket/all.zip' } } }],
    ['an image', { function: { handler: undefined as never } }],
    ['a handler of another runtime', { function: { ...artifact, runtime: 'python3.13' } }],
    ['a function without zip', {}],
  ])('passes over %s', async (_what, given) => {
    await zipped('other.py')

    await checkCompiled(serverlessWith(given))
  })

  test('passes over a handler that is JavaScript too', async () => {
    await zipped('other.js')
    await write('greet.js')

    await checkCompiled(serverlessWith({ service: artifact }))
  })
})

describe('findTypeScriptWithoutCompiler', () => {
  test.each<[string, Case]>([
    ['no other plugin', {}],
    ['claimcheck alone', { pluginManager: { externalPlugins: [new ClaimcheckPlugin()] } }],
    ['a plugin that does something else', { pluginManager: { externalPlugins: [new Notifier()] } }],
  ])('finds TypeScript with %s', (_what, given) => {
    expect(findTypeScriptWithoutCompiler(serverlessWith(given))).toEqual([
      { key: 'greet', modulePath: 'greet', source: 'greet.ts' },
    ])
  })

  test.each<[string, Case]>([
    ['a plugin that compiles', { pluginManager: { externalPlugins: [new Compiler()] } }],
    [
      'a framework that compiles',
      {
        pluginManager: { hooks: { 'before:package:createDeploymentArtifacts': [{ pluginName: 'Esbuild' }] } },
      },
    ],
    ['bundles of claimcheck', { service: { custom: { claimcheck: { bundle: true } } } }],
    ['an artifact of its own', { function: { package: { artifact: 'greet.zip' } } }],
    ['an artifact of the service', { service: { package: { artifact: 'all.zip' } } }],
  ])('finds nothing with %s', (_what, given) => {
    expect(findTypeScriptWithoutCompiler(serverlessWith(given))).toEqual([])
  })
})
