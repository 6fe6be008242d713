import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, open, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { delimiter, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { LocalError } from '../local-error.ts'

export interface Emulator {
  /** By address, so that the SDK names buckets in the path and no host name has to be looked up. */
  readonly endpoint: string
  readonly version: string
  /** What it has written, if it is ours. */
  readonly logFile: string | undefined
  close(): Promise<void>
}

export interface StartEmulatorOptions {
  /** The program: a path, or a name on the PATH. */
  readonly program: string
  /** For its log and whatever it writes. */
  readonly folder: string
  readonly signal: AbortSignal
}

const startTimeoutMs = 60_000

/**
 * Starts MiniStack on a free port of the loopback interface. Functions run on the Node that runs this.
 *
 * @throws {LocalError} `ERR_EMULATOR_NOT_STARTED` with the end of its log.
 */
export async function startEmulator({ program, folder, signal }: StartEmulatorOptions): Promise<Emulator> {
  const temporary = await makeTemporary(folder)
  const port = await freePort()
  const endpoint = `http://127.0.0.1:${port}`
  const logFile = join(folder, 'ministack.log')
  const log = await open(logFile, 'w')
  const child = spawn(program, [], {
    cwd: temporary,
    env: emulatorEnvironment(port, temporary),
    // Ctrl-C is for us: it goes down last.
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  })
  const failed = once(child, 'exit').then(([code]) =>
    Promise.reject(notStarted(`it ended with ${code}`, logFile)),
  )
  const close = () => stop(child)
  try {
    const version = await Promise.race([waitUntilReady(endpoint, signal, logFile), failed])
    return { endpoint, version, logFile, close }
  } catch (error) {
    await close()
    throw error
  } finally {
    failed.catch(() => {})
    await log.close()
  }
}

/**
 * A MiniStack that runs already.
 *
 * @throws {LocalError} `ERR_OPTION_INVALID` when nothing that is MiniStack answers there, or it is not on this machine.
 */
export async function useEmulator(endpoint: string): Promise<Emulator> {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined
  if (url?.protocol !== 'http:' || !/^(127(\.\d+){3}|\[::1\])$/.test(url.hostname)) {
    throw new LocalError(
      'ERR_OPTION_INVALID',
      `--endpoint is "${endpoint}"; wanted the address of a MiniStack on this machine, by number: http://127.0.0.1:4566.`,
    )
  }
  const version = await askVersion(url.origin)
  if (version) return { endpoint: url.origin, version, logFile: undefined, close: async () => {} }
  throw new LocalError(
    'ERR_OPTION_INVALID',
    `No MiniStack answers at ${url.origin}. Start it, or leave --endpoint out.`,
  )
}

/**
 * It unpacks functions there. As on Lambda, no package.json above them may say what a .js file is; this one ends the
 * search for one.
 */
async function makeTemporary(folder: string): Promise<string> {
  const temporary = join(folder, 'tmp')
  await mkdir(temporary, { recursive: true })
  await writeFile(join(temporary, 'package.json'), '{}')
  return temporary
}

/** Nothing of the caller's own AWS configuration or proxies, and no ports but one. */
function emulatorEnvironment(port: number, temporary: string): Record<string, string | undefined> {
  return {
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
    HOME: temporary,
    TMPDIR: temporary,
    GATEWAY_PORT: `${port}`,
    BIND_HOST: '127.0.0.1',
    MINISTACK_HOST: '127.0.0.1',
    IOT_MTLS_ENABLED: '0',
    SFTP_ENABLED: '0',
    PYTHONUNBUFFERED: '1',
  }
}

async function waitUntilReady(endpoint: string, signal: AbortSignal, logFile: string): Promise<string> {
  const lateAt = Date.now() + startTimeoutMs
  while (Date.now() < lateAt) {
    signal.throwIfAborted()
    const version = await askVersion(endpoint)
    if (version) return version
    await sleep(100, undefined, { signal })
  }
  throw notStarted(`it did not answer within ${startTimeoutMs / 1000} s`, logFile)
}

async function askVersion(endpoint: string): Promise<string | undefined> {
  try {
    const response = await fetch(`${endpoint}/_ministack/health`, { signal: AbortSignal.timeout(2000) })
    return ((await response.json()) as { version?: string }).version
  } catch {
    return undefined
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  // The group, since its functions run in processes of their own.
  signalGroup(child.pid, 'SIGTERM')
  const late = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), 5000)
  await ended
  clearTimeout(late)
  signalGroup(child.pid, 'SIGKILL')
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal)
  } catch {
    // It has ended.
  }
}

function notStarted(reason: string, logFile: string): LocalError {
  return new LocalError('ERR_EMULATOR_NOT_STARTED', `MiniStack did not start: ${reason}. Its log: ${logFile}`)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address === 'object' && address) return address.port
  throw new Error('A listening server has no port.')
}
