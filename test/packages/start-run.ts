import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { freePort } from '../support/local-run.ts'
import { environment } from './in-folder.ts'

/** A local run of the installed packages, on free ports. */
export interface InstalledRun {
  readonly url: string
  readonly consoleUrl: string
  /** Secret of its console, from the link that it printed. */
  readonly key: string
  /** Everything printed so far. */
  output(): string
  /** Ctrl-C. @throws {Error} if it has not ended in time */
  stop(): Promise<void>
}

/** Ample: a run closes in a fraction of a second. */
const endMs = 15_000

/** @param words of Serverless's command: `local`, `offline start` */
export async function startRun(cwd: string, words: readonly string[] = ['local']): Promise<InstalledRun> {
  const [port, consolePort] = [await freePort(), await freePort()]
  const portOption = words[0] === 'offline' ? '--httpPort' : '--port'
  const ports = [portOption, `${port}`, '--console-port', `${consolePort}`, '--log', 'pretty']
  const { output, stop } = await startProgram(cwd, ['serverless', ...words, ...ports])
  const [, key = ''] = /\?key=(\S+)/.exec(output()) ?? []
  return { url: `http://localhost:${port}`, consoleUrl: `http://localhost:${consolePort}`, key, output, stop }
}

/** Starts a command in a group of its own, as a terminal does, and waits until it says that it is up. */
export async function startProgram(
  cwd: string,
  [command = '', ...args]: readonly string[],
): Promise<Pick<InstalledRun, 'output' | 'stop'>> {
  const child = spawn(command, args, {
    cwd,
    env: environment(cwd),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const closed = once(child, 'close')
  const up = Promise.withResolvers<void>()
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      if (output.includes('Ctrl-C')) up.resolve()
    })
  closed.then(() => up.reject(new Error(`It ended before it was up:\n${output}`)))
  await up.promise
  const signal = (name: NodeJS.Signals) => process.kill(-(child.pid ?? 0), name)
  return {
    output: () => output,
    async stop() {
      signal('SIGINT')
      const ended = await Promise.race([closed, setTimeout(endMs, undefined, { ref: false })])
      if (ended) return
      signal('SIGKILL')
      throw new Error(`It did not end at Ctrl-C:\n${output}`)
    },
  }
}
