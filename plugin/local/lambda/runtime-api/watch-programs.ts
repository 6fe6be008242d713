import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { watch } from 'chokidar'
import { isPythonRuntime } from '../../../handlers/other-runtimes.ts'
import type { LocalFunction, LocalService } from '../../../service/service.ts'
import { bootstrapSource, prepareBootstrap } from '../bootstrap/prepare-bootstrap.ts'
import { createPreparePython } from '../python/prepare-python.ts'
import { isOtherFolder, pythonSources } from '../python/python-sources.ts'
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

/** Several files are often saved at once, and most editors empty a file before they fill it. */
const quietMs = 100

/**
 * Prepares the functions that are not built: Python, and executables. Settles when each is ready or known not to be; then
 * again whenever their files change.
 */
export async function watchPrograms(options: WatchProgramsOptions): Promise<{ close(): Promise<void> }> {
  const { functions, onBuild } = options
  if (functions.length === 0) return { close: async () => {} }
  const build = createBuild(options)
  const last = new Map<string, ProgramBuild>()
  let building = Promise.resolve()
  let timer: NodeJS.Timeout | undefined

  async function buildAll(): Promise<void> {
    await Promise.all(
      functions.map(async (each) => {
        const built = await build(each)
        const before = last.get(each.key)
        last.set(each.key, built)
        if (!before || !isSame(before, built)) onBuild(each, built)
      }),
    )
  }

  const watcher = options.watch ? startWatcher(options) : undefined
  watcher?.on('all', () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      building = building.then(buildAll)
    }, quietMs)
  })
  await buildAll()
  return {
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
    const isPython = isPythonOne(localFunction)
    const command = isPython
      ? await preparePython(localFunction)
      : await prepareBootstrap(localFunction, { dir, artifactsDir })
    if ('problem' in command) return { kind: 'broken', problem: command.problem }
    const files = isPython
      ? await pythonSources(localFunction.codeDir ?? dir)
      : [bootstrapSource(localFunction, dir)]
    return { kind: 'built', command, state: await stateOf(files, command) }
  }
}

function isPythonOne({ runtime = '' }: LocalFunction): boolean {
  return isPythonRuntime(runtime)
}

async function stateOf(files: readonly string[], command: RuntimeCommand): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(command))
  for (const file of files.toSorted()) {
    const found = await stat(file).catch(() => undefined)
    hash.update(`\n${file} ${found?.size} ${found?.mtimeMs}`)
  }
  return hash.digest('hex')
}

function isSame(one: ProgramBuild, other: ProgramBuild): boolean {
  if (one.kind === 'built') return other.kind === 'built' && one.state === other.state
  return other.kind === 'broken' && one.problem === other.problem
}

function startWatcher({ service: { dir }, functions }: WatchProgramsOptions) {
  const programs = functions.filter((each) => !isPythonOne(each)).map((each) => bootstrapSource(each, dir))
  const roots = functions.some(isPythonOne) ? [dir] : []
  const watched = new Set([...programs, join(dir, 'requirements.txt')])
  return watch([...roots, ...programs], {
    ignoreInitial: true,
    ignored(path, stats) {
      if (path === dir || watched.has(path)) return false
      if (stats?.isDirectory()) return isOtherFolder(dirname(path), basename(path))
      return stats?.isFile() === true && !path.endsWith('.py')
    },
  })
}
