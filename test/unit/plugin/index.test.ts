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

let service: TemporaryFolder

beforeEach(async () => {
  service = await temporaryFolder()
})

afterEach(() => service.remove())

function plugin(words: readonly string[], { param = [] as string[], options = {} } = {}): ClaimcheckPlugin {
  const serverless = {
    serviceDir: service.path,
    processedInput: { commands: words, options: { param } },
    configurationInput: {},
    classes: { Error: ServerlessError },
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

    expect(() => plugin(['package'], { param })).toThrow(
      expect.objectContaining({
        code: 'ERR_TENANT_INVALID',
        message: expect.stringContaining('AUTH0_DOMAIN'),
      }),
    )
    expect(() => plugin(['local'], { param })).not.toThrow()
    expect(() => plugin(['package'])).not.toThrow()
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
