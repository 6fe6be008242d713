import { join } from 'node:path'
import { defaultRuntime, isNodeRuntime } from '../../handlers/node-runtime.ts'
import type { LocalFunction, LocalService } from '../../service/service.ts'
import type { Log } from '../log/log.ts'
import { type Clock, systemClock } from './clock.ts'
import type { WatchedBuild } from './code/distinct-builds.ts'
import { watchCode } from './code/watch-code.ts'
import { watchFiles } from './code/watch-files.ts'
import type { FunctionResult } from './function-result.ts'
import type { InspectedFunction } from './inspected.ts'
import type { InstanceEvent } from './instance/instance.ts'
import { startProcessReaper } from './instance/process-reaper.ts'
import { layerFolders } from './layer-folders.ts'
import { createRunFolder, type RunFolder } from './run-folder.ts'
import type { RuntimeCommand } from './runtime-api/runtime-process.ts'
import type { ProgramBuild, ProgramsWatch } from './runtime-api/watch-programs.ts'
import { type RunOutcome, startFunction } from './start-function.ts'
import type { LoadedFile } from './worker-messages.ts'
import type { WrittenLines } from './written-lines.ts'

export type { FunctionResult } from './function-result.ts'

export interface StartFunctionsOptions {
  readonly service: LocalService
  /** Added to what serverless.yml gives every function: where the local table is, throw-away credentials. */
  readonly environment: Readonly<Record<string, string>>
  readonly log: Log
  /** Folder for the bundles. @default `<service.dir>/.claimcheck/functions` */
  readonly outDir?: string
  /** What `createRunFolder` has begun before the environment was known. @default it is called with `outDir` */
  readonly folder?: Promise<RunFolder>
  /** Builds again when a source changes. @default true */
  readonly watch?: boolean
  /** Most instances of one function. Events above it wait. @default 10 */
  readonly maxInstances?: number
  /** A debugger may attach to this function. */
  readonly inspected?: InspectedFunction | undefined
  /** Hands a quick function its next events ahead: faster under load. @default true */
  readonly prefetch?: boolean
  /** Decides when an emptied file counts as meant. @default the system's */
  readonly clock?: Clock
  /** Lets the colours of what functions write pass. @default whether stdout is a terminal */
  readonly allowsColours?: boolean
  /** How long an event waits for an instance before it is throttled, milliseconds. @default 10000 */
  readonly maxWaitMs?: number
  /** The Python that runs Python functions. @default the environment that is active, or the machine's */
  readonly python?: string | undefined
  /** Folder for what other runtimes need. @default `<service.dir>/.claimcheck/runtimes` */
  readonly runtimesDir?: string
}

/** All functions of a service, ready to be invoked. */
export interface FunctionHost {
  /**
   * Runs one event in a function, with Lambda's rules. Never rejects.
   *
   * @param functionKey the key in serverless.yml.
   * @param event anything that JSON can hold.
   * @param written gets what the function writes meanwhile, and why it failed.
   */
  invoke(functionKey: string, event: unknown, written?: WrittenLines): Promise<FunctionResult>
  /** Ends every process, also busy ones, and removes the bundles. */
  close(): Promise<void>
}

export interface RunningFunctions extends FunctionHost {
  /** Runs an event that is JSON already. Undefined for a function that nothing runs as. */
  run(functionKey: string, event: InstanceEvent): Promise<RunOutcome | undefined>
}

/**
 * Builds every function of a service and runs each in processes of its own. A function that fails to build or
 * load says so in the log and answers `failed`; the others are not affected. One that is `notServed` is never started.
 */
export async function startFunctions(options: StartFunctionsOptions): Promise<RunningFunctions> {
  const {
    service,
    environment,
    log,
    watch = true,
    maxInstances = 10,
    maxWaitMs = 10_000,
    prefetch = true,
    inspected,
    allowsColours = process.stdout.isTTY === true && !process.env.NO_COLOR,
  } = options
  const served = service.functions.filter(({ notServed }) => !notServed)
  const folder = await (options.folder ?? createRunFolder(options.outDir ?? functionsDir(service)))
  const reaper = startProcessReaper()
  const layers = await layerFolders({ functions: served, dir: folder.dir, log })
  const clock = options.clock ?? systemClock
  const files = watch ? watchFiles(reload, clock) : undefined
  const commands = new Map<string, RuntimeCommand>()
  const [nodeFunctions, programs] = partition(served)
  const running = new Map(
    served.map((localFunction) => {
      const { key } = localFunction
      const common = {
        service,
        localFunction,
        environment,
        folder,
        reaper,
        maxInstances,
        maxWaitMs,
        prefetch,
        allowsColours,
        log,
        inspectorPort: inspected?.functionKey === localFunction.key ? inspected.port : undefined,
        layers: layers.get(localFunction.key) ?? [],
        onLoaded: (loaded: readonly LoadedFile[]) => files?.add(localFunction.key, loaded),
        ...(programs.includes(localFunction) && { command: () => commands.get(key) }),
      }
      return [localFunction.key, startFunction(common)] as const
    }),
  )
  let accepted: Promise<unknown> = Promise.resolve()
  const programsReady = startPrograms(options, { dir: folder.dir, layers }, programs, (key, build) => {
    if (build.kind === 'built') commands.set(key, build.command)
    accepted = Promise.all([accepted, running.get(key)?.accept(toWatchedBuild(build))])
  })
  const watched = await watchCode({
    service,
    functions: nodeFunctions,
    outDir: folder.dir,
    watch,
    clock,
    onBuild(functionKey, build) {
      accepted = Promise.all([accepted, running.get(functionKey)?.accept(build)])
    },
  })
  const watchedPrograms = await programsReady
  await accepted

  function reload(functionKeys: ReadonlySet<string>): void {
    for (const key of functionKeys) void reloadOne(key)
  }

  async function reloadOne(functionKey: string): Promise<void> {
    const { prepare } = await programsReady
    if (!(await prepare(functionKey))) await running.get(functionKey)?.reload()
  }

  return {
    run: async (functionKey, event) => running.get(functionKey)?.run(event),
    async invoke(functionKey, event, written) {
      const found = running.get(functionKey)
      if (!found) return { kind: 'failed', reason: `nothing runs as function "${functionKey}"` }
      const onWritten = written && ((line: string) => written.add(functionKey, line))
      return found.invoke({ eventText: JSON.stringify(event), traceId: readTraceId(event), onWritten })
    },
    async close() {
      await Promise.all([watched.close(), files?.close(), watchedPrograms.close()])
      await Promise.all([...running.values()].map((each) => each.close()))
      reaper.close()
      await folder.remove()
    },
  }
}

/** Where bundles go unless told otherwise. */
export function functionsDir({ dir }: Pick<LocalService, 'dir'>): string {
  return join(dir, '.claimcheck', 'functions')
}

function partition(functions: readonly LocalFunction[]): [node: LocalFunction[], programs: LocalFunction[]] {
  const { node = [], programs = [] } = Object.groupBy(functions, ({ runtime = defaultRuntime }) =>
    isNodeRuntime(runtime) ? 'node' : 'programs',
  )
  return [node, programs]
}

/** Loaded only where a service has such functions. */
async function startPrograms(
  { service, log, watch = true, python, runtimesDir }: StartFunctionsOptions,
  { dir, layers }: { readonly dir: string; readonly layers: ReadonlyMap<string, readonly string[]> },
  functions: readonly LocalFunction[],
  onBuild: (key: string, build: ProgramBuild) => void,
): Promise<ProgramsWatch> {
  if (functions.length === 0) return { prepare: async () => false, close: async () => {} }
  const { watchPrograms } = await import('./runtime-api/watch-programs.ts')
  return watchPrograms({
    ...{ service, functions, layers, python, watch, log },
    runtimesDir: runtimesDir ?? join(service.dir, '.claimcheck', 'runtimes'),
    clientDir: join(dir, 'python'),
    environment: process.env,
    onBuild: ({ key }, build) => onBuild(key, build),
  })
}

/** There is nothing to write: code that differs makes another version. */
function toWatchedBuild(build: ProgramBuild): WatchedBuild {
  if (build.kind === 'broken') return build
  return { kind: 'built', code: { kind: 'program', state: build.state } }
}

/** Lambda puts the trace header of the request into `_X_AMZN_TRACE_ID`. */
function readTraceId(event: unknown): string | undefined {
  if (typeof event !== 'object' || event === null || !('headers' in event)) return undefined
  const { headers } = event
  if (typeof headers !== 'object' || headers === null) return undefined
  const traceId: unknown = Reflect.get(headers, 'x-amzn-trace-id')
  return typeof traceId === 'string' ? traceId : undefined
}
