import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, open, writeFile } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import getPort from 'get-port'
import { endProcessGroup } from '../../system/process-group.ts'
import { withElapsed } from '../../system/terminal.ts'
import { UserError } from '../../user-error.ts'
import { askVersion, type Emulator } from './emulator.ts'

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
 * @throws {UserError} `ERR_EMULATOR_NOT_STARTED` naming its log.
 */
export async function startEmulator({ program, folder, signal }: StartEmulatorOptions): Promise<Emulator> {
  const temporary = await makeTemporary(folder)
  const port = await getPort()
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
  // Its functions run in processes of their own.
  const close = () => endProcessGroup(child)
  const settled = new AbortController()
  const waiting = AbortSignal.any([signal, settled.signal])
  try {
    const ready = Promise.race([waitUntilReady(endpoint, waiting, logFile), failed])
    const version = await withElapsed('   waiting for MiniStack', () => ready)
    return { endpoint, version, close }
  } catch (error) {
    await close()
    throw error
  } finally {
    failed.catch(() => {})
    settled.abort()
    await log.close()
  }
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
  throw notStarted(`it did not respond within ${startTimeoutMs / 1000} s`, logFile)
}

function notStarted(reason: string, logFile: string): UserError {
  return new UserError('ERR_EMULATOR_NOT_STARTED', `MiniStack did not start: ${reason}. Its log: ${logFile}`)
}
