import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { findRun, readRunState } from '../local/run-state.ts'
import { testRunPrefix } from '../local/test-run.ts'
import { UserError } from '../user-error.ts'
import { createLocalApi } from './create-local-api.ts'
import { assertService, findServerless } from './find-serverless.ts'
import type { LocalApi } from './local-api.ts'
import { spawnRun } from './spawn-run.ts'

export interface StartLocalOptions {
  /** The folder of serverless.yml. @default the current folder */
  readonly dir?: string | undefined
  /** Serverless parameters, as `--param name=value` gives them: `{ provider: 'auth0' }`. */
  readonly params?: Readonly<Record<string, string>> | undefined
  /** @default what serverless.yml says, else dev */
  readonly stage?: string | undefined
  /** Environment variables for serverless.yml (`${env:NAME}`), over those of this process. */
  readonly env?: Readonly<Record<string, string>> | undefined
  /** Port of the API. @default 0, any free one */
  readonly port?: number | undefined
  /** Port of the console and the sign-in pages. @default 0, any free one */
  readonly consolePort?: number | undefined
  /**
   * Folder that keeps users, keys and rows, relative to `dir`. One run at a time uses a folder.
   *
   * @default a temporary one, which is deleted when the run ends
   */
  readonly state?: string | undefined
  /** Further options of `serverless local`, as on the command line: `['--env-file', '.env.test']`. */
  readonly args?: readonly string[] | undefined
  /** How long to wait until it is up, milliseconds. @default 120000 */
  readonly timeoutMs?: number | undefined
}

/** The state folders that runs of this process use, or are starting on. */
const used = new Set<string>()

/**
 * Starts the whole local run of a service, as `serverless local` does, in a process of its own, and waits until it is up. Several may
 * run side by side, also of one service. It ends with `close()`, with `await using`, and when this process ends.
 *
 * @example
 * await using api = await startLocal({ params: { provider: 'auth0' } })
 * const response = await api.fetch('/profile', { user: 'ada@example.com' })
 *
 * @throws {Error} with a `code`: `ERR_SERVICE_MISSING` for a folder without serverless.yml, `ERR_SERVERLESS_MISSING` where neither
 * Serverless nor osls is installed, `ERR_ALREADY_RUNNING` for a state folder that another run uses, `ERR_START_FAILED` with the
 * words of `serverless local` itself.
 */
export async function startLocal(options: StartLocalOptions = {}): Promise<LocalApi> {
  const { dir = '.', timeoutMs = 120_000 } = options
  const serviceDir = resolve(dir)
  const env = runEnvironment(options.env)
  assertService(serviceDir)
  const command = findServerless(serviceDir, env)
  const folder = await mkdtemp(join(tmpdir(), testRunPrefix))
  const stateDir = options.state === undefined ? join(folder, 'state') : resolve(serviceDir, options.state)
  const release = await takeState(stateDir)
  try {
    const args = argumentsOf(options, stateDir)
    const run = await spawnRun({ command, args, dir: serviceDir, folder, env, timeoutMs })
    const state = await readRunState(stateDir)
    return createLocalApi({ stateDir, state, run, close: once(() => run.end().finally(clean)) })
  } catch (error) {
    await clean()
    throw error
  }

  async function clean(): Promise<void> {
    release()
    // The run deletes it; here for one that could not.
    await rm(folder, { recursive: true, force: true })
  }
}

/** @throws {UserError} `ERR_ALREADY_RUNNING` */
async function takeState(stateDir: string): Promise<() => void> {
  const isOwn = used.has(stateDir)
  used.add(stateDir)
  const other = isOwn ? undefined : await findRun(stateDir)
  if (isOwn || other) {
    if (other) used.delete(stateDir)
    const who = other ? `${other.apiUrl} (process ${other.pid})` : 'Another startLocal of this process'
    throw new UserError(
      'ERR_ALREADY_RUNNING',
      `${who} already uses the state folder ${stateDir}. Close it first, or leave out \`state\`: then each run has a folder of its own.`,
    )
  }
  return () => used.delete(stateDir)
}

function argumentsOf(options: StartLocalOptions, stateDir: string): string[] {
  const { params = {}, stage, port = 0, consolePort = 0, args = [] } = options
  return [
    'local',
    ...['--log', 'pretty'],
    ...['--port', `${port}`, '--console-port', `${consolePort}`, '--state', stateDir],
    ...(stage === undefined ? [] : ['--stage', stage]),
    ...Object.entries(params).flatMap(([name, value]) => ['--param', `${name}=${value}`]),
    ...args,
  ]
}

/** Lines are for a program, and what the test runner tells its own processes is not for this one. */
function runEnvironment(own: StartLocalOptions['env']): NodeJS.ProcessEnv {
  const {
    FORCE_COLOR: _color,
    NODE_TEST_CONTEXT: _context,
    NODE_V8_COVERAGE: _coverage,
    ...env
  } = process.env
  return { ...env, NO_COLOR: '1', ...own }
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined
  return () => {
    done ??= work()
    return done
  }
}
