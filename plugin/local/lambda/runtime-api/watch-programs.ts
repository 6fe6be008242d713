import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type FSWatcher, watch } from 'chokidar'
import { isPythonRuntime } from '../../../handlers/other-runtimes.ts'
import type { LocalFunction, LocalService } from '../../../service/service.ts'
import { bootstrapSource, prepareBootstrap } from '../bootstrap/prepare-bootstrap.ts'
import { createPreparePython } from '../python/prepare-python.ts'
import type { RuntimeCommand } from './runtime-process.ts'

/** What became of a function whose code is run as it is. */
export type ProgramBuild =
  /** `state` is another one for other code. */
  | { readonly kind: 'built'; readonly command: RuntimeCommand; readonly state: string }
  | { readonly kind: 'broken'; readonly problem: string }

export interface WatchProgramsOptions {
  readonly service: LocalService
  readonly functions: readonly LocalFunction[]
  /** `--python` */
  readonly python: string | undefined
  /** Keeps what is installed and unpacked, between runs: `.claimcheck/runtimes`. */
  readonly runtimesDir: string
  /** This run's own. */
  readonly clientDir: string
  /** The folders of each function's layers, by its key. */
  readonly layers: ReadonlyMap<string, readonly string[]>
  /** The shell's, for finding Python and for pip. Functions see nothing of it. */
  readonly environment: NodeJS.ProcessEnv
  /** False prepares once. */
  readonly watch: boolean
  readonly log: (line: string) => void
  /** Called for each function at first, and again for each whose code has changed. */
  readonly onBuild: (localFunction: LocalFunction, build: ProgramBuild) => void
}

/** Functions that are not built. */
export interface ProgramsWatch {
  /**
   * Prepares a function again when a source that it has loaded has changed: it may need another package now.
   *
   * @returns false when nothing has changed in how it is started, and for a function that is none of these.
   */
  prepare(functionKey: string): Promise<boolean>
  close(): Promise<void>
}

/** An executable or an artifact is written in several steps, and most editors empty a file before they fill it. */
const quietMs = 100

/**
 * Prepares the functions that are not built: Python, and executables. Settles when each is ready or known not to be; then
 * again whenever what they are started from changes: an executable, an artifact, requirements.txt.
 */
export async function watchPrograms(options: WatchProgramsOptions): Promise<ProgramsWatch> {
  const { functions, onBuild } = options
  const build = createBuild(options)
  const last = new Map<string, ProgramBuild>()
  let building: Promise<unknown> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined

  async function buildOne(localFunction: LocalFunction): Promise<boolean> {
    const built = await build(localFunction)
    const before = last.get(localFunction.key)
    if (before && isSame(before, built)) return false
    last.set(localFunction.key, built)
    onBuild(localFunction, built)
    return true
  }

  const buildAll = () => Promise.all(functions.map(buildOne))

  const watcher = options.watch ? startWatcher(options) : undefined
  watcher?.on('all', () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      building = building.then(buildAll)
    }, quietMs)
  })
  await buildAll()
  return {
    async prepare(functionKey) {
      const found = functions.find(({ key }) => key === functionKey)
      return found !== undefined && buildOne(found)
    },
    async close() {
      clearTimeout(timer)
      await watcher?.close()
      await building
    },
  }
}

type Build = (localFunction: LocalFunction) => Promise<ProgramBuild>

function createBuild(options: WatchProgramsOptions): Build {
  const { dir } = options.service
  const preparePython = createPreparePython({ ...options, dir, chosen: options.python })
  const artifactsDir = join(options.runtimesDir, 'artifacts')
  return async (localFunction) => {
    const command = isPythonOne(localFunction)
      ? await preparePython(localFunction)
      : await prepareBootstrap(localFunction, { dir, artifactsDir })
    if ('problem' in command) return { kind: 'broken', problem: command.problem }
    return { kind: 'built', command, state: await stateOf(command, sourceOf(localFunction, dir)) }
  }
}

function isPythonOne({ runtime = '' }: LocalFunction): boolean {
  return isPythonRuntime(runtime)
}

/** What a function is started from: a change of it makes another version. */
function sourceOf(localFunction: LocalFunction, dir: string): string {
  if (!isPythonOne(localFunction)) return bootstrapSource(localFunction, dir)
  return join(localFunction.codeDir ?? dir, 'requirements.txt')
}

async function stateOf(command: RuntimeCommand, source: string): Promise<string> {
  const found = await stat(source).catch(() => undefined)
  return JSON.stringify([command, found?.size, found?.mtimeMs])
}

function isSame(one: ProgramBuild, other: ProgramBuild): boolean {
  if (one.kind === 'built') return other.kind === 'built' && one.state === other.state
  return other.kind === 'broken' && one.problem === other.problem
}

function startWatcher({ service: { dir }, functions }: WatchProgramsOptions): FSWatcher {
  const sources = functions.map((each) => sourceOf(each, dir))
  return watch([...new Set(sources)], { ignoreInitial: true })
}
