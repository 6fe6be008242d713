import { availableParallelism } from 'node:os'
import { parseHandlerPath } from '../../handlers/handler-path.ts'
import { defaultRuntime } from '../../handlers/node-runtime.ts'
import type { LocalFunction, LocalRoute, LocalService } from '../../service/service.ts'
import type { Log } from '../log/log.ts'
import { printableLine } from '../log/printable-line.ts'
import { systemClock } from './clock.ts'
import type { WatchedBuild } from './code/distinct-builds.ts'
import type { LoadedCode } from './code/function-code.ts'
import { traceFailure } from './failure.ts'
import type { FunctionFailure, FunctionResult } from './function-result.ts'
import { toFunctionResult } from './function-result.ts'
import { createFunctionVersions } from './function-versions.ts'
import { noLimitMs } from './inspected.ts'
import type { Instance, InstanceEvent, StartInstanceOptions } from './instance/instance.ts'
import { startInstance } from './instance/instance.ts'
import type { ProcessReaper } from './instance/process-reaper.ts'
import { functionArn, lambdaEnvironment, taskRoot } from './lambda-environment.ts'
import { fixForLoad } from './load-fixes.ts'
import { nodeOptions } from './node-options.ts'
import type { Pool, PoolOutcome } from './pool/pool.ts'
import { createPool } from './pool/pool.ts'
import type { RunFolder } from './run-folder.ts'
import { startRuntimeInstance } from './runtime-api/runtime-instance.ts'
import type { RuntimeCommand } from './runtime-api/runtime-process.ts'
import type { LoadedFile } from './worker-messages.ts'

export interface StartFunctionOptions {
  readonly service: LocalService
  readonly localFunction: LocalFunction
  readonly environment: Readonly<Record<string, string>>
  readonly folder: RunFolder
  readonly reaper: ProcessReaper
  readonly maxInstances: number
  readonly maxWaitMs: number
  readonly prefetch: boolean
  /** How the latest version is started, where that is not as a Node.js function. */
  readonly command?: () => RuntimeCommand | undefined
  /** The log goes to a terminal. */
  readonly allowsColours: boolean
  readonly log: Log
  /** Absolute paths of its layers' folders. */
  readonly layers: readonly string[]
  /** Set if a debugger may attach: its port. */
  readonly inspectorPort: number | undefined
  /** Called with the files that a process has loaded. */
  readonly onLoaded: (files: readonly LoadedFile[]) => void
}

export interface RunningFunction {
  /** Settles when the build is swapped in, or kept out with a line that says why. */
  accept(build: WatchedBuild): Promise<void>
  /** A file that it has loaded has changed. */
  reload(): Promise<void>
  invoke(event: InstanceEvent): Promise<FunctionResult>
  /** The same, and what came of it as its runtime told it. */
  run(event: InstanceEvent): Promise<RunOutcome>
  close(): Promise<void>
}

/** `unbuilt`: there is no version that could be run. */
export type RunOutcome = PoolOutcome | { readonly kind: 'unbuilt'; readonly result: FunctionFailure }

/** Lambda gives a module ten seconds to load. */
const initTimeoutMs = 10_000
const maxWaiting = 1_000
/** A new process takes longer than this to load even a small function. */
const patienceMs = 10
/** Lambda keeps idle ones for some minutes; here they are soon started again, and the machine has other work. */
const maxIdleMs = 60_000

/** One function, which runs what it is given: its first build, and what follows when its sources change. */
export function startFunction(options: StartFunctionOptions): RunningFunction {
  const { localFunction, folder } = options
  const { key: functionKey } = localFunction
  const log = (text: string) =>
    options.log(`[${functionKey}] ${printableLine(text, options.allowsColours)}`, {
      kind: 'function',
      functionKey,
      text,
    })
  const isCalled = ({ functionKey }: LocalRoute) => functionKey === localFunction.key
  const versions = createFunctionVersions({
    key: localFunction.key,
    dir: folder.dir,
    keepsLastGood: options.inspectorPort === undefined,
    createPool: (code) => poolFor(code, options, log),
    routeKeys: options.service.routes.filter(isCalled).map(({ routeKey }) => routeKey),
    log,
    ...(options.command && { brokenWords: 'is not served here' }),
  })
  let closing = false

  async function run(event: InstanceEvent): Promise<RunOutcome> {
    const pool = versions.current()
    if ('problem' in pool) {
      const reject = options.command ? rejectNotServed : rejectUnbuilt
      tellUnbuilt(pool.problem, event)
      return { kind: 'unbuilt', result: reject(localFunction, pool.problem, log) }
    }
    const outcome = await pool.invoke(event)
    const write = (line: string) => {
      event.onWritten?.(line)
      if (!closing) log(line)
    }
    logOutcome(outcome, localFunction, write)
    return outcome
  }

  function tellUnbuilt(problem: string, { onWritten }: InstanceEvent): void {
    onWritten?.(options.command ? 'is not served here:' : 'failed to build:')
    for (const line of problem.split('\n')) onWritten?.(line)
  }

  return {
    accept: versions.accept,
    reload: versions.reload,
    run,
    async invoke(event) {
      const outcome = await run(event)
      return outcome.kind === 'unbuilt' ? outcome.result : toFunctionResult(outcome)
    },
    async close() {
      closing = true
      await versions.end()
    },
  }
}

function poolFor(code: LoadedCode, options: StartFunctionOptions, log: (line: string) => void): Pool {
  const { service, localFunction, inspectorPort } = options
  const isInspected = inspectorPort !== undefined
  const instance = {
    places: { layers: options.layers, sdk: import.meta.dirname },
    workerFile: options.folder.workerFile,
    dir: taskRoot(service, localFunction),
    reaper: options.reaper,
    handler: localFunction.handler,
    exportPath: options.command ? '' : parseHandlerPath(localFunction.handler).exportPath,
    runtime: localFunction.runtime ?? defaultRuntime,
    invokedFunctionArn: functionArn(service, localFunction),
    environment: lambdaEnvironment(service, localFunction, options),
    timeoutMs: isInspected ? noLimitMs : localFunction.timeoutSeconds * 1_000,
    memoryMb: localFunction.memoryMb,
    initTimeoutMs: isInspected ? noLimitMs : initTimeoutMs,
    prefetch: options.prefetch && !isInspected,
    inspectorPort,
    // Of this process: `enableServiceCompileCache`.
    compileCache: process.env.NODE_COMPILE_CACHE,
    nodeOptions: nodeOptions(localFunction, code),
    onLoaded: options.onLoaded,
    log,
  }
  const { maxInstances, maxWaitMs } = options
  const limits = {
    maxInstances: isInspected ? 1 : maxInstances,
    // One is for the gateway.
    processors: Math.max(1, availableParallelism() - 1),
    maxWaiting,
    maxWaitMs: isInspected ? noLimitMs : maxWaitMs,
    patienceMs,
    maxIdleMs,
  }
  const start = starterOf(code, instance, options.command?.())
  return createPool({ ...limits, clock: systemClock, startInstance: start })
}

type Starting = Omit<StartInstanceOptions, 'code'>

function starterOf(
  code: LoadedCode,
  instance: Starting,
  command: RuntimeCommand | undefined,
): () => Instance {
  if (code.kind !== 'program') return () => startInstance({ ...instance, code })
  if (command) return () => startRuntimeInstance({ ...instance, ...command })
  throw new Error('A program is prepared before it is run.')
}

function rejectUnbuilt(
  _function: LocalFunction,
  problem: string,
  log: (line: string) => void,
): FunctionFailure {
  const reason = `failed to build: ${problem.split('\n', 1)[0]}`
  log(reason)
  return { kind: 'failed', reason, phase: 'build' }
}

/** Nothing is built of it: what is missing is not in the code. */
function rejectNotServed(
  { key }: LocalFunction,
  problem: string,
  log: (line: string) => void,
): FunctionFailure {
  const reason = `function ${key} is not served here: ${problem.replaceAll('\n', ' ')}`
  log(problem)
  return { kind: 'failed', reason, notServed: reason }
}

function logOutcome(
  outcome: PoolOutcome,
  { timeoutSeconds }: LocalFunction,
  log: (line: string) => void,
): void {
  if (outcome.kind === 'timed-out') log(`timed out after ${timeoutSeconds} s and was ended`)
  if (outcome.kind === 'throttled') log('throttled: every instance was busy for too long')
  if (outcome.kind !== 'failed' && outcome.kind !== 'init-failed') return
  const [first = '', ...places] = traceFailure(outcome.failure)
  log(`${outcome.kind === 'failed' ? 'failed' : 'failed to load'}: ${first}`)
  for (const place of places) log(place)
  const fix = fixForLoad(outcome.failure)
  if (fix) log(fix)
}
