import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import ClaimcheckPlugin, { commands } from '../../../plugin/index.ts'
import type { ServerlessInstance } from '../../../plugin/service/serverless.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts'

class ServerlessError extends Error {
  readonly code: string

  constructor(message: string, code: string) {
    super(message)
    this.code = code
  }
}

const projectDir = join(import.meta.dirname, '..', '..', '..')
/** As in this project's own serverless.yml. */
const configFile = '$' + '{file(./config/$' + '{param:provider}.yml)}'

let service: TemporaryFolder

beforeEach(async () => {
  service = await temporaryFolder()
})

afterEach(() => service.remove())

function plugin(
  words: readonly string[],
  { param = [] as string[], options = {}, configurationInput = {}, serviceDir = service.path } = {},
): ClaimcheckPlugin {
  const serverless = {
    serviceDir,
    processedInput: { commands: words, options: { param } },
    configurationInput,
    classes: { Error: ServerlessError },
    pluginManager: { plugins: [], commands: {} },
  }
  return new ClaimcheckPlugin(serverless as unknown as ServerlessInstance, options)
}

describe('the plugin', () => {
  test('has a hook for every lifecycle event of its commands', () => {
    const { hooks } = plugin(['local'])
    const { explain } = commands.token.commands

    for (const [name, { lifecycleEvents }] of Object.entries({ ...commands, 'token:explain': explain })
      .filter(([, definition]) => 'lifecycleEvents' in definition)
      .map(([name, definition]) => [name, definition as { lifecycleEvents: readonly string[] }] as const))
      for (const event of lifecycleEvents) expect(hooks).toHaveProperty([`${name}:${event}`])
  })

  test('checks the parameters of a command that packages, and of no other', () => {
    const param = ['provider=auth0']
    const ours = { serviceDir: projectDir, configurationInput: { custom: { identity: configFile } } }

    expect(() => plugin(['package'], { param, ...ours })).toThrow(
      expect.objectContaining({
        code: 'ERR_TENANT_INVALID',
        message: expect.stringContaining('AUTH0_DOMAIN'),
      }),
    )
    expect(() => plugin(['local'], { param, ...ours })).not.toThrow()
    expect(() => plugin(['package'], ours)).not.toThrow()
  })

  test('checks no parameters of a service that does not use the files of config/', () => {
    expect(() => plugin(['package'], { param: ['provider=auth0'] })).not.toThrow()
  })

  test('leaves a service its own parameter of that name', () => {
    const configurationInput = { params: { default: { provider: 'stripe' } } }

    expect(() => plugin(['package'], { configurationInput })).not.toThrow()
    expect(() => plugin(['local'], { configurationInput, param: ['provider=paypal'] })).not.toThrow()
  })

  test('rejects an unknown provider whatever the command', () => {
    expect(() => plugin(['local'], { param: ['provider=azure'] })).toThrow(
      expect.objectContaining({ code: 'ERR_PROVIDER_UNKNOWN' }),
    )
  })

  test('gives Serverless errors of its own class, so that it prints their message and no stack', async () => {
    const wrong = plugin(['token'], { options: { use: 'refresh' } }).hooks['token:print']?.()
    const missing = plugin(['token']).hooks['token:print']?.()

    await expect(wrong).rejects.toBeInstanceOf(ServerlessError)
    await expect(wrong).rejects.toMatchObject({ code: 'ERR_OPTION_INVALID' })
    await expect(missing).rejects.toMatchObject({ code: 'ERR_NOT_RUNNING' })
  })
})
