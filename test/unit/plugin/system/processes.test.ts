import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from '@jest/globals'
import { listen } from '../../../../plugin/system/listen.ts'
import { endProcessGroup } from '../../../../plugin/system/process-group.ts'

const system = join(import.meta.dirname, '..', '..', '..', '..', 'plugin', 'system')

describe('ports', () => {
  test('a port in use is rejected with the option that chooses another', async () => {
    const [first, second] = [createServer(), createServer()]
    const port = await listen(first, { port: 0, host: '127.0.0.1', option: '--port' })

    await expect(listen(second, { port, host: '127.0.0.1', option: '--port' })).rejects.toMatchObject({
      code: 'ERR_PORT_TAKEN',
      message: expect.stringContaining(`--port ${port + 100}`),
    })
    first.close()
  })
})

describe('endProcessGroup', () => {
  test('ends the child and what it started', async () => {
    const grandchild = "console.log('up'); setInterval(() => {}, 1000)"
    const script = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(grandchild)}], { stdio: 'inherit' })`
    const child = spawn(process.execPath, ['-e', script], {
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    await once(child.stdout, 'data')
    const closed = once(child, 'close')

    await endProcessGroup(child)

    // The pipe is closed only when the last process that writes to it has ended.
    await closed
    expect(child.signalCode).toBe('SIGTERM')
    await endProcessGroup(child)
  })
})

describe('waitForSignal', () => {
  test.each([
    [['SIGINT'], 'clean', 0],
    [['SIGTERM'], 'clean', 0],
    [['SIGINT', 'SIGINT'], '', 130],
  ] as const)('%j', async (signals, output, code) => {
    const cleanUp = signals.length > 1 ? 'setInterval(() => {}, 1000)' : "process.stdout.write('clean')"
    const script = `import { waitForSignal } from ${JSON.stringify(join(system, 'wait-for-signal.ts'))}
      const alive = setInterval(() => {}, 1000)
      const stopped = waitForSignal()
      process.stderr.write('1')
      await stopped
      process.stderr.write('2')
      clearInterval(alive)
      ${cleanUp}`
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script])
    const [stdout, closed] = [text(child.stdout), once(child, 'close')]
    for (const signal of signals) {
      await once(child.stderr, 'data')
      child.kill(signal)
    }

    expect((await closed)[0]).toBe(code)
    expect(await stdout).toBe(output)
  })
})
