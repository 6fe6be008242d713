import { existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { isLoopback } from '../../authorizer/issuer-url.ts'
import type { LocalFunction, LocalRoute } from '../service/service.ts'
import { findServiceFile, noServiceFile } from '../service/service-file.ts'
import { UserError } from '../user-error.ts'
import { writeStateFile } from './issuer/state-file.ts'
import { makePrivateFolder } from './private-folder.ts'

/** What a second command needs to reach a running `serverless local`. */
export interface RunState {
  readonly pid: number
  /** Name of the service; absent in a rehearsal. */
  readonly service?: string
  readonly provider: string
  readonly apiUrl: string
  /** Origin of the sign-in pages; absent when a real tenant's tokens are accepted (`--issuer`). */
  readonly consoleUrl: string | undefined
  /** Secret of the run, for its token endpoint and its console. New at each start. */
  readonly key: string | undefined
  /** With their authorizers and scopes, as this run serves them. */
  readonly routes: readonly LocalRoute[]
  /** Where functions are invoked without a route; absent where none run. */
  readonly invoke?: InvokeState | undefined
}

export interface InvokeState {
  /** Of the Lambda Invoke API. */
  readonly url: string
  /** The only one that requests to it may be signed with. New at each start. */
  readonly accessKeyId: string
  readonly functions: readonly Pick<LocalFunction, 'key' | 'name'>[]
}

/** Notes where the run is, in one step and readable by its owner only. */
export async function writeRunState(stateDir: string, state: RunState): Promise<void> {
  await makePrivateFolder(stateDir)
  await writeStateFile(runFile(stateDir), state)
}

/** @throws {UserError} `ERR_NOT_RUNNING` when there is no run on this folder. */
export async function readRunState(stateDir: string): Promise<RunState> {
  const state = await findRun(stateDir)
  if (state) return state
  throw new UserError('ERR_NOT_RUNNING', `No local run found. ${howToStart(stateDir)}`)
}

/** For the end of a sentence about a run that is not there. */
export function howToStart(stateDir: string): string {
  if (findServiceFile(dirname(stateDir)) === undefined && findServiceFile(process.cwd()) === undefined)
    return `${noServiceFile} Go to the folder of your service, or name the state folder of the run: --state DIR`
  return 'Start one in another terminal: npx serverless local'
}

/** The link that opens a page of the run: it carries the key, which becomes a cookie (`web/run-key.ts`). */
export function linkWithKey(url: string, key: string): string {
  const link = new URL(url)
  link.searchParams.set('key', key)
  return link.href
}

/** @throws {UserError} `ERR_ALREADY_RUNNING` when another run uses this folder. */
export async function assertNoOtherRun(stateDir: string): Promise<void> {
  const state = await findRun(stateDir)
  if (!state) return
  throw new UserError(
    'ERR_ALREADY_RUNNING',
    `A local run (process ${state.pid}, ${state.apiUrl}) already uses ${stateDir}. ` +
      `Stop it with Ctrl-C in its terminal, or: kill ${state.pid}\n` +
      'Or give this run its own folder and ports: --state DIR --port N --console-port N',
  )
}

export function removeRunState(stateDir: string): Promise<void> {
  return rm(runFile(stateDir), { force: true })
}

/** The run on this folder, if it still runs. A file that no run of this version can have written counts as none. */
export async function findRun(stateDir: string): Promise<RunState | undefined> {
  const state = await readFile(runFile(stateDir), 'utf8').then(parseRunState, () => undefined)
  return state && isAlive(state.pid) && (await answers(state.apiUrl)) ? state : undefined
}

/** The state folder of the nearest run, in `from` or a folder above it; `from`'s own where there is none. */
export function findStateDir(name: string, from: string): string {
  for (let dir = from; ; dir = dirname(dir)) {
    const stateDir = resolve(dir, name)
    if (existsSync(runFile(stateDir))) return stateDir
    if (dir === dirname(dir)) return resolve(from, name)
  }
}

function runFile(stateDir: string): string {
  return join(stateDir, 'run.json')
}

function parseRunState(text: string): RunState | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isRunState(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** By hand, not by zod: that would double the time that `claimcheck token` takes to start. */
function isRunState(value: unknown): value is RunState {
  if (!isRecord(value)) return false
  const { pid, provider, apiUrl, consoleUrl, key, routes, invoke } = value
  return (
    Number.isSafeInteger(pid) &&
    Number(pid) > 0 &&
    typeof provider === 'string' &&
    isLocalUrl(apiUrl) &&
    (consoleUrl === undefined || isLocalUrl(consoleUrl)) &&
    (key === undefined || typeof key === 'string') &&
    Array.isArray(routes) &&
    routes.every(isRoute) &&
    (invoke === undefined || isInvokeState(invoke))
  )
}

function isInvokeState(value: unknown): boolean {
  if (!isRecord(value)) return false
  const { url, accessKeyId, functions } = value
  return (
    isLocalUrl(url) && typeof accessKeyId === 'string' && Array.isArray(functions) && functions.every(isNamed)
  )
}

function isNamed(value: unknown): boolean {
  return isRecord(value) && typeof value.key === 'string' && typeof value.name === 'string'
}

function isRoute(value: unknown): boolean {
  if (!isRecord(value)) return false
  const { routeKey, scopes, authorizer } = value
  return (
    typeof routeKey === 'string' && isTexts(scopes) && (authorizer === undefined || isAuthorizer(authorizer))
  )
}

function isAuthorizer(value: unknown): boolean {
  if (!isRecord(value)) return false
  const { kind, name, issuer, audience, identitySource, functionKey, identitySources } = value
  if (kind === 'iam') return true
  const areTexts = (...texts: unknown[]) => texts.every((text) => typeof text === 'string')
  if (kind === 'request') return areTexts(name, functionKey) && isTexts(identitySources)
  return kind === 'jwt' && areTexts(name, issuer, identitySource) && isTexts(audience)
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function isLocalUrl(value: unknown): boolean {
  const url = typeof value === 'string' ? URL.parse(value) : null
  return url?.protocol === 'http:' && isLoopback(url)
}

/** Signal 0 asks whether the process exists and sends nothing (kill(2)). */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** After a crash, another process may have the same pid: only one that still serves counts. */
function answers(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url)
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const socket = connect({ host: hostname, port: Number(port), timeout: 2000 })
  socket.once('connect', () => resolve(true))
  for (const failure of ['error', 'timeout']) socket.once(failure, () => resolve(false))
  return promise.finally(() => socket.destroy())
}
