import { spawn } from 'node:child_process'
import { splitLines } from '../../plugin/local/lambda/split-lines.ts'
import { endProcessGroup } from '../../plugin/system/process-group.ts'
import { UserError } from '../../plugin/user-error.ts'

export interface StartChildOptions {
  readonly command: readonly [program: string, ...args: string[]]
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** The line of its output that reports that it is ready. */
  readonly ready: RegExp
  /** A line that means that it will never be ready, although it does not end. */
  readonly hopeless?: RegExp
  /** How long the start may take, milliseconds. */
  readonly timeoutMs: number
  /** Ends it before it is ready. */
  readonly signal: AbortSignal
}

/** A process that runs until it is ended. */
export interface Child {
  /** What `ready` matched. */
  readonly readyLine: RegExpExecArray
  /** Ends it and everything that it started. */
  end(): Promise<void>
}

/** As much of the output as helps to see why a start failed. */
const keptLines = 20

/**
 * Starts a process in its own group and waits for its ready line.
 *
 * @throws {UserError} `ERR_TARGET_FAILED` with its last lines when it ends or is silent for too long.
 * @throws what `signal` was aborted with.
 */
export async function startChild(options: StartChildOptions): Promise<Child> {
  const { command, cwd, env, ready, hopeless, timeoutMs, signal: stop } = options
  stop.throwIfAborted()
  const [program, ...args] = command
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  const { promise, resolve, reject } = Promise.withResolvers<RegExpExecArray>()
  const read = (line: string) => {
    lines.push(line)
    if (lines.length > keptLines) lines.shift()
    const found = ready.exec(line)
    if (found) resolve(found)
    else if (hopeless?.test(line)) fail('cannot go on')
  }
  splitLines(child.stdout, read)
  splitLines(child.stderr, read)
  const fail = (why: string) =>
    reject(new UserError('ERR_TARGET_FAILED', [`${command.join(' ')} ${why}:`, ...lines].join('\n  ')))
  child.once('error', (error) => fail(`cannot be started (${error.message})`))
  child.once('exit', (code) => fail(`ended with code ${code}`))
  const timer = setTimeout(() => fail(`was not ready within ${timeoutMs} ms`), timeoutMs)
  const end = () => endProcessGroup(child)
  const abort = () => reject(stop.reason)
  stop.addEventListener('abort', abort)
  try {
    return { readyLine: await promise, end }
  } catch (error) {
    await end()
    throw error
  } finally {
    clearTimeout(timer)
    stop.removeEventListener('abort', abort)
  }
}
