import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { splitLines } from '../local/lambda/split-lines.ts'
import { isReady, testRunVariable } from '../local/test-run.ts'
import { endProcessGroup } from '../system/process-group.ts'
import { UserError } from '../user-error.ts'
import type { ServerlessCommand } from './find-serverless.ts'
import { startFailure } from './start-failure.ts'

export interface SpawnRunOptions {
  readonly command: ServerlessCommand
  /** After `serverless`. */
  readonly args: readonly string[]
  /** The folder of the service. */
  readonly dir: string
  /** The folder of this run: it says in there when it is up. */
  readonly folder: string
  readonly env: NodeJS.ProcessEnv
  readonly timeoutMs: number
}

/** A local run in a process of its own. */
export interface SpawnedRun {
  /** What it has printed, oldest first: the latest 10,000 lines. */
  readonly lines: string[]
  isRunning(): boolean
  /** @throws {UserError} `ERR_NOT_RUNNING` once it has ended, with the last lines that it printed. */
  assertRunning(): void
  /** Ends it as Ctrl-C does, and what it started with it. */
  end(): Promise<void>
}

const maxLines = 10_000
/** Shown of a run that ended on its own. */
const lastLines = 10
const lookEveryMs = 20
/** A run closes in a fraction of a second. */
const endMs = 10_000

/**
 * Starts a run and waits until it is up. It neither keeps this process alive nor outlives it.
 *
 * @throws {UserError} `ERR_START_FAILED` with what it printed: it ended, or was not up in time.
 */
export async function spawnRun({
  command: [file, ...first],
  args,
  dir,
  folder,
  env,
  timeoutMs,
}: SpawnRunOptions): Promise<SpawnedRun> {
  // In a group of its own: Ctrl-C in the terminal of the tests reaches it by its stdin, once, and not as a signal.
  const child = spawn(file, [...first, ...args], {
    cwd: dir,
    env: { ...env, [testRunVariable]: folder },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  })
  const ended = Promise.withResolvers<string>()
  child.once('error', ({ message }) => ended.resolve(`could not be started (${message})`))
  child.once('close', (code, signal) => ended.resolve(`ended with ${signal ?? `code ${code}`}`))
  const lines = collectLines(child)
  const looking = new AbortController()
  const failure = await Promise.race([untilReady(folder, timeoutMs, looking.signal), ended.promise])
  looking.abort()
  if (failure !== undefined) {
    await endProcessGroup(child)
    throw startFailure(dir, lines, failure)
  }
  letGo(child)
  return {
    lines,
    isRunning: () => isRunning(child),
    assertRunning: () => assertRunning(child, lines),
    end: () => endRun(child),
  }
}

async function untilReady(
  folder: string,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<string | undefined> {
  const deadline = performance.now() + timeoutMs
  while (!signal.aborted && performance.now() < deadline) {
    if (isReady(folder)) return undefined
    await setTimeout(lookEveryMs)
  }
  return `was not up within ${timeoutMs} ms`
}

function collectLines({ stdout, stderr }: ChildProcess): string[] {
  const lines: string[] = []
  for (const stream of [stdout, stderr])
    if (stream)
      splitLines(stream, (line) => {
        lines.push(line)
        if (lines.length > maxLines) lines.shift()
      })
  return lines
}

/** Nothing of it keeps this process alive. When this process ends, its stdin closes, and that ends the run. */
function letGo(child: ChildProcess): void {
  child.unref()
  for (const stream of [child.stdin, child.stdout, child.stderr]) unref(stream)
}

/** Pipes of a child are sockets, although their type does not say so. */
function unref(stream: ((Readable | Writable) & { unref?: () => void }) | null): void {
  stream?.unref?.()
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null
}

function assertRunning(child: ChildProcess, lines: readonly string[]): void {
  if (isRunning(child)) return
  const { exitCode, signalCode } = child
  const last = lines.slice(-lastLines).map((line) => `  ${line}`)
  throw new UserError(
    'ERR_NOT_RUNNING',
    `This run has ended (${signalCode ?? `code ${exitCode}`}). It printed last:\n\n${last.join('\n')}`,
  )
}

async function endRun(child: ChildProcess): Promise<void> {
  if (!isRunning(child)) return
  const exited = once(child, 'exit')
  child.ref()
  child.stdin?.on('error', () => {}).end()
  await Promise.race([exited, setTimeout(endMs, undefined, { ref: false })])
  await endProcessGroup(child)
}
