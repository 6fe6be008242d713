import { describe, expect, test } from '@jest/globals'
import { runChild } from '../../../../plugin/system/run-child.ts'

const base = { dir: import.meta.dirname, env: { GREETING: 'hello' }, quiet: true }

function node(script: string, signal = new AbortController().signal) {
  return runChild(process.execPath, ['-e', script], { ...base, signal })
}

describe('runChild', () => {
  test('given a command, when it ends, then its code and its words are there, from both its outputs', async () => {
    const end = await node("console.log(process.env.GREETING); console.error('bye'); process.exitCode = 3")

    expect(end.code).toBe(3)
    expect(end.output).toContain('hello\n')
    expect(end.output).toContain('bye\n')
  })

  test('given a program that is not there, when run, then it says so', async () => {
    const options = { ...base, signal: new AbortController().signal }
    await expect(runChild('no-such-program', [], options)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  test('given a command that goes on, when the rehearsal is stopped, then it ends, and the call with it', async () => {
    const stop = new AbortController()
    const running = node('setInterval(() => {}, 1000)', stop.signal)
    setTimeout(() => stop.abort(), 50)

    await expect(running).rejects.toMatchObject({ name: 'AbortError' })
  })

  test('given it was stopped before, when run, then it is not started', async () => {
    await expect(node('process.exit(0)', AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' })
  })
})
