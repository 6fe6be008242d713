import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { freePort } from '../support/local-run.ts'
import { writeService } from '../support/service-fixture.ts'

const bin = join(import.meta.dirname, '..', '..', 'node_modules', '.bin')

const yml = `
provider: { name: aws, runtime: nodejs22.x }
custom: { serverless-offline: { prefix: v1, noAuth: true } }
functions:
  a: { handler: a.handler, events: [{ httpApi: 'GET /a' }] }
`

/** Prints what a plugin beside ours may hook into. */
const helper = `
class Helper {
  constructor() {
    const say = (event) => async () => process.stdout.write('event ' + event + '\\n')
    const events = ['before:offline:start', 'before:offline:start:init', 'offline:start:init', 'offline:start:ready', 'offline:start:end']
    this.hooks = Object.fromEntries(events.map((event) => [event, say(event)]))
  }
}
module.exports = Helper
`

describe.each([
  ['serverless offline', ['offline'], ['before:offline:start']],
  [
    'serverless offline start',
    ['offline', 'start'],
    ['before:offline:start:init', 'offline:start:init', 'offline:start:ready', 'offline:start:end'],
  ],
])('%s', (_what, words, events) => {
  test('runs as serverless local does, by the options of serverless-offline, and lets other plugins take part', async () => {
    const service = await writeService(yml, {
      'a.js': 'exports.handler = async () => process.env.IS_OFFLINE',
      'helper.js': helper,
    })
    const [port, consolePort] = [await freePort(), await freePort()]
    const args = [...words, '--httpPort', String(port), '--console-port', String(consolePort)]
    const run = spawn(join(bin, 'serverless'), args, {
      cwd: service.path,
      env: { ...process.env, PATH: `${bin}:${process.env.PATH}`, NO_COLOR: '1' },
    })
    let output = ''
    const up = new Promise<void>((resolve) => {
      for (const stream of [run.stdout, run.stderr])
        stream.on('data', (data) => {
          output += data
          if (output.includes('Ctrl-C stops it all.')) resolve()
        })
    })
    await Promise.race([up, once(run, 'exit')])

    const response = await fetch(`http://localhost:${port}/v1/a`)
    expect([response.status, await response.text()]).toEqual([200, 'true'])
    run.kill('SIGINT')
    await once(run, 'exit')
    await service.remove()
    expect(output).toContain("serverless-offline's option noAuth: no effect here: authorizers always run.")
    expect([...output.matchAll(/^event (.*)$/gm)].map(([, event]) => event)).toEqual(events)
  }, 60_000)
})
