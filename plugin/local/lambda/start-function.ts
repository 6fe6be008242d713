import { availableParallelism } from 'node:os'
import { parseHandlerPath } from '../../handlers/handler-path.ts'
import { defaultRuntime } from '../../handlers/node-runtime.ts'
import type { LocalFunction, LocalService } from '../../service/service.ts'
import { systemClock } from './clock.ts'
import type { WatchedBuild } from './distinct-builds.ts'
import { traceFailure } from './failure.ts'
import type { FunctionFailure, FunctionResult } from './function-result.ts'
import { toFunctionResult } from './function-result.ts'
import { createFunctionVersions } from './function-versions.ts'
import type { InstanceEvent } from './instance/instance.ts'
import { startInstance } from './instance/instance.ts'
import type { ProcessReaper } from './instance/process-reaper.ts'
import { functionArn, lambdaEnvironment } from './lambda-environment.ts'
import type { Pool, PoolOutcome } from './pool/pool.ts'
import { createPool } from './pool/pool.ts'
import { printableLine } from './printable-line.ts'
import type { RunFolder } from './run-folder.ts'
import { startRuntimeInstance } from './runtime-api/runtime-instance.ts'
import type { RuntimeCommand } from './runtime-api/runtime-process.ts'

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
  readonly log: (line: string) => void
}

export interface RunningFunction {
  /** Settles when the build is swapped in, or kept out with a line that says why. */
  accept(build: WatchedBuild): Promise<void>
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
  const log = (line: string) =>
    options.log(`[${localFunction.key}] ${printableLine(line, options.allowsColours)}`)
  const versions = createFunctionVersions({
    key: localFunction.key,
    dir: folder.dir,
    createPool: (bundleFile) => poolFor(bundleFile, options, log),
    log,
    ...(options.command && { brokenWords: 'is not served here' }),
  })
  let closing = false

  async function run(event: InstanceEvent): Promise<RunOutcome> {
    const pool = versions.current()
    if ('problem' in pool) {
      const reject = options.command ? rejectNotServed : rejectUnbuilt
      return { kind: 'unbuilt', result: reject(localFunction, pool.problem, log) }
    }
    const outcome = await pool.invoke(event)
    if (!closing) logOutcome(outcome, localFunction, log)
    return outcome
  }

  return {
    accept: (build) => versions.accept(build),
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

function poolFor(bundleFile: string, options: StartFunctionOptions, log: (line: string) => void): Pool {
  const { service, localFunction } = options
  const instance = {
    bundleFile,
    workerFile: options.folder.workerFile,
    dir: service.dir,
    reaper: options.reaper,
    handler: localFunction.handler,
    exportPath: options.command ? '' : parseHandlerPath(localFunction.handler).exportPath,
    runtime: localFunction.runtime ?? defaultRuntime,
    invokedFunctionArn: functionArn(service, localFunction),
    environment: lambdaEnvironment(service, localFunction, options.environment),
    timeoutMs: localFunction.timeoutSeconds * 1_000,
    memoryMb: localFunction.memoryMb,
    initTimeoutMs,
    prefetch: options.prefetch,
    log,
  }
  const { maxInstances, maxWaitMs } = options
  const limits = {
    maxInstances,
    // One is for the gateway.
    processors: Math.max(1, availableParallelism() - 1),
    maxWaiting,
    maxWaitMs,
    patienceMs,
    maxIdleMs,
  }
  const command = options.command?.()
  const start = () => (command ? startRuntimeInstance({ ...instance, ...command }) : startInstance(instance))
  return createPool({ ...limits, clock: systemClock, startInstance: start })
}

function rejectUnbuilt(
  _function: LocalFunction,
  problem: string,
  log: (line: string) => void,
): FunctionFailure {
  const reason = `failed to build: ${problem.split('\n', 1)[0]}`
  log(reason)
  return { kind: 'failed', reason }
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
}
