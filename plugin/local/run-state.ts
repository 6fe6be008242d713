import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import type { LocalRoute } from '../service/service.ts'
import { UserError } from '../user-error.ts'

/** What a second command needs to reach a running `serverless local`. */
export interface RunState {
  readonly pid: number
  readonly provider: string
  readonly apiUrl: string
  /** Origin of the sign-in pages; absent when a real tenant's tokens are checked (`--issuer`). */
  readonly consoleUrl: string | undefined
  /** Secret that the issuer's token endpoint asks for. Anew at each start. */
  readonly key: string | undefined
  /** With their authorizers and scopes, as this run serves them. */
  readonly routes: readonly LocalRoute[]
}

/** Notes where the run is, readable by its owner only. */
export async function writeRunState(stateDir: string, state: RunState): Promise<void> {
  await mkdir(stateDir, { recursive: true })
  await writeFile(runFile(stateDir), JSON.stringify(state, undefined, 2), { mode: 0o600 })
}

/** @throws {UserError} `ERR_NOT_RUNNING` when no run is noted in this folder, or it has ended. */
export async function readRunState(stateDir: string): Promise<RunState> {
  const state = await findRun(stateDir)
  if (state) return state
  throw new UserError('ERR_NOT_RUNNING', 'Nothing runs here. Start it in another terminal: npm start')
}

/** @throws {UserError} `ERR_ALREADY_RUNNING` when another run works on this folder. */
export async function refuseSecondRun(stateDir: string): Promise<void> {
  const state = await findRun(stateDir)
  if (!state) return
  throw new UserError(
    'ERR_ALREADY_RUNNING',
    `${state.apiUrl} (process ${state.pid}) already works on ${stateDir}. ` +
      'Stop it, or give this run a folder and ports of its own: --state DIR --port N --console-port N',
  )
}

export function removeRunState(stateDir: string): Promise<void> {
  return rm(runFile(stateDir), { force: true })
}

/** The run noted in this folder, if it still runs. */
export async function findRun(stateDir: string): Promise<RunState | undefined> {
  const text = await readFile(runFile(stateDir), 'utf8').catch(() => undefined)
  const state = text === undefined ? undefined : (JSON.parse(text) as RunState)
  return state && isAlive(state.pid) && (await answers(state.apiUrl)) ? state : undefined
}

function runFile(stateDir: string): string {
  return join(stateDir, 'run.json')
}

/** Signal 0 asks whether the process exists and sends nothing (kill(2)). */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** After a crash the number of the process may be another's: only one that still serves counts. */
function answers(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url)
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const socket = connect({ host: hostname, port: Number(port), timeout: 2000 })
  socket.once('connect', () => resolve(true))
  for (const failure of ['error', 'timeout']) socket.once(failure, () => resolve(false))
  return promise.finally(() => socket.destroy())
}
