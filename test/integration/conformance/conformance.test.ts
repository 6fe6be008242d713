import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, test } from '@jest/globals'

interface Ended {
  readonly code: number
  readonly output: string
}

/** `npm run conformance -- ...args`, stopped by Ctrl-C once `stopWhen` has settled. */
async function conformance(args: readonly string[], stopWhen?: Promise<void>): Promise<Ended> {
  const child = spawn(process.execPath, ['conformance/run.ts', ...args], {
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', (text: string) => {
      output += text
    })
  }
  const closed = once(child, 'close')
  void stopWhen?.then(() => child.kill('SIGINT'))
  const [code] = await closed
  return { code, output }
}

async function temporaryFolders(): Promise<readonly string[]> {
  return (await readdir(tmpdir())).filter((name) => name.startsWith('claimcheck-conformance-'))
}

/** Settles once a run has made its folder, which it does when its target starts. */
async function folderBeside(before: readonly string[]): Promise<void> {
  while ((await temporaryFolders()).length <= before.length) await setTimeout(20)
}

describe('npm run conformance', () => {
  test('given cases that ours answers as AWS does, when run, then it prints the table and ends with 0', async () => {
    const { code, output } = await conformance(['--only', 'token-e'])

    expect(output).toContain('Every documented and observed case')
    expect(output).toMatch(/^all +\d+ +0 /m)
    expect(output).not.toContain('\u001b')
    expect(code).toBe(0)
  })

  test('given a gateway that is not there, when run, then the misses are named and it ends with 1', async () => {
    const { code, output } = await conformance(['--url', 'http://127.0.0.1:1', '--only', 'token-good'])

    expect(output).toContain('missed token-good [D, 1.7]')
    expect(code).toBe(1)
  })

  test('given an option that there is not, when run, then it says so and ends with 2', async () => {
    expect(await conformance(['--tagret', 'ours'])).toMatchObject({
      code: 2,
      output: expect.stringContaining('Unknown option --tagret. Did you mean --target?'),
    })
  })

  test('given Ctrl-C while it starts, when it ends, then with 130 and nothing left behind', async () => {
    const before = await temporaryFolders()
    const { code } = await conformance([], folderBeside(before))

    expect(code).toBe(130)
    expect(await temporaryFolders()).toEqual(before)
  })
})
