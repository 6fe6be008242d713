import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { requestToken, type TokenRequest } from '../../plugin/local/issuer-client.ts'
import { compileCache } from './compile-cache.ts'

const projectDir = join(import.meta.dirname, '..', '..')
const serverless = join(projectDir, 'node_modules', '.bin', 'serverless')

/** `node` of node_modules comes first, as it does for npm scripts and npx. */
const environment = {
  ...process.env,
  ...compileCache,
  PATH: `${join(projectDir, 'node_modules', '.bin')}:${process.env.PATH}`,
  NO_COLOR: '1',
}

export interface LocalRunOptions {
  /** `--state`: a folder of the test's own. */
  readonly stateDir: string
  /** Further arguments: `--param`, `provider=okta`. */
  readonly args?: readonly string[]
  /** The folder that holds serverless.yml. Default: the project. */
  readonly dir?: string
  readonly ports?: readonly [api: number, console: number]
}

/** A `serverless local` as a person starts it: a process of its own, on free ports. */
export interface LocalRun {
  readonly apiUrl: string
  readonly consoleUrl: string
  readonly process: ChildProcess
  /** Everything printed so far. */
  output(): string
  /** Waits until `words` were printed. */
  printed(words: string): Promise<void>
  /** One token of its issuer. */
  token(request: TokenRequest): Promise<string>
  /** Sends the signal to the process and waits for its end. */
  stop(signal?: NodeJS.Signals): Promise<{ code: number | null; signal: NodeJS.Signals | null }>
}

/** Starts `serverless local` and waits until it says that it is up. */
export async function startLocalRun(options: LocalRunOptions): Promise<LocalRun> {
  const run = await spawnLocalRun(options)
  await run.printed('Ctrl-C stops it all.')
  return run
}

/** The same without the wait: for a start that is to fail. */
export async function spawnLocalRun({
  stateDir,
  args = [],
  dir = projectDir,
  ports,
}: LocalRunOptions): Promise<LocalRun> {
  const [port, consolePort] = ports ?? [await freePort(), await freePort()]
  const command = [
    'local',
    '--port',
    `${port}`,
    '--console-port',
    `${consolePort}`,
    '--state',
    stateDir,
    ...args,
  ]
  const child = spawn(serverless, command, { cwd: dir, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  const printed = collect(child)
  return {
    apiUrl: `http://localhost:${port}`,
    consoleUrl: `http://localhost:${consolePort}`,
    process: child,
    output: printed.text,
    printed: printed.until,
    token: (request) => requestToken(stateDir, request),
    stop: (signal = 'SIGINT') => stop(child, signal),
  }
}

export interface Finished {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs one `serverless` command to its end, with `input` on its stdin. */
export async function runServerless(
  args: readonly string[],
  dir = projectDir,
  input = '',
): Promise<Finished> {
  const child = spawn(serverless, args, { cwd: dir, env: environment, stdio: 'pipe' })
  child.stdin.end(input)
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk) => {
    stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, stdout, stderr }
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address === 'object' && address) return address.port
  throw new Error('A listening server has no port.')
}

function collect(child: ChildProcess) {
  let text = ''
  const waiting = new Set<() => void>()
  const add = (chunk: Buffer) => {
    text += chunk.toString()
    for (const look of waiting) look()
  }
  child.stdout?.on('data', add)
  child.stderr?.on('data', add)
  const until = (words: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (!text.includes(words)) return
        waiting.delete(look)
        resolve()
      }
      child.once('close', () => reject(new Error(`It ended before it printed "${words}":\n${text}`)))
      waiting.add(look)
      look()
    })
  return { text: () => text, until }
}

async function stop(child: ChildProcess, signal: NodeJS.Signals) {
  if (child.exitCode === null && child.signalCode === null) {
    const closed = once(child, 'close')
    child.kill(signal)
    await closed
  }
  return { code: child.exitCode, signal: child.signalCode }
}
