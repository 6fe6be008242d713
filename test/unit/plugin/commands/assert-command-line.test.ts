import { describe, expect, test } from '@jest/globals'
import { assertCommandLine } from '../../../../plugin/commands/assert-command-line.ts'
import { commands } from '../../../../plugin/index.ts'
import type { ServerlessInstance } from '../../../../plugin/service/serverless.ts'

const otherPlugins = {
  info: {},
  deploy: { options: { force: { type: 'boolean' } }, commands: { function: {} } },
  offline: { options: { sqsPort: { type: 'string' } }, commands: { queues: {} } },
}

function check(words: readonly string[], options = {}): void {
  const serverless = {
    processedInput: { commands: words, options },
    pluginManager: { commands: otherPlugins },
  }
  assertCommandLine(serverless as unknown as ServerlessInstance, commands)
}

describe('a command line', () => {
  test.each<[string[], object, string]>([
    [['lokal'], {}, 'Did you mean: npx serverless local?'],
    [['token', 'expalin', 'eyJ.a.b'], {}, 'Did you mean: npx serverless token explain?'],
    [
      ['local'],
      { prot: '3000' },
      'Unknown option --prot. Did you mean --port? All options: npx serverless local --help',
    ],
    [['token', 'explain'], { rout: 'x' }, 'Did you mean --route?'],
    [['deploy'], { preflihgt: false }, 'Did you mean --preflight?'],
    [['offline', 'start'], { htpPort: '1' }, 'npx serverless offline start --help'],
    [['offline'], { sqsPrt: '1' }, 'Did you mean --sqsPort?'],
  ])('suggests what %j %j nearly is', (words, options, message) => {
    expect(() => check(words, options)).toThrow(
      expect.objectContaining({ message: expect.stringContaining(message) }),
    )
    expect(() => check(words, options)).not.toThrow(/eyJ/)
  })

  test.each<[string[], object]>([
    [[], {}],
    [['local'], { port: '3000', stage: 'dev', param: ['a=b'] }],
    [['local'], { prot: '3000', help: true }],
    [['local'], { somethingElse: true }],
    [['info'], { verbos: true }],
    [['deploy', 'function'], { f: 'hello' }],
    [['offline', 'queues'], { port: 1 }],
    [['entirely', 'different'], {}],
  ])('leaves %j %j to Serverless', (words, options) => {
    expect(() => check(words, options)).not.toThrow()
  })
})
