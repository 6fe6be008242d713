import { join, relative } from 'node:path'
import type { BuildOptions, BuildResult, Metafile, Plugin } from 'esbuild'
import { build, context } from 'esbuild'
import { describeBuildProblem } from '../../../handlers/build-error.ts'
import type { DistinctBuilds, WatchedBuild } from './distinct-builds.ts'

export interface WatchBuildsOptions {
  /** Absolute path of the service's folder. */
  readonly dir: string
  /** Where compiled code goes. */
  readonly outDir: string
  /** Path of each module from the service's folder, without extension, and the keys of the functions in it. */
  readonly modules: ReadonlyMap<string, readonly string[]>
  readonly extension: '.cjs' | '.mjs'
  /** All but the modules, and where the output goes. */
  readonly options: BuildOptions
  readonly builds: DistinctBuilds
  /** False builds once. */
  readonly watch: boolean
}

export interface BuildsWatch {
  close(): Promise<void>
}

/**
 * Compiles modules in one go, so that what they share is read once, and again whenever a file that went into one changes, appears
 * or vanishes; settles after the first build. One that fails to build does not affect the others. esbuild looks at the files
 * itself: a change is seen within a second, the next edit of the same file sooner.
 */
export async function watchBuilds(options: WatchBuildsOptions): Promise<BuildsWatch> {
  const { modules, builds } = options
  const firstBuild = Promise.withResolvers<void>()
  const report = async (result: BuildResult) => {
    for (const [index, [modulePath, functionKeys]] of [...modules].entries()) {
      const built =
        result.errors.length > 0
          ? await buildAlone(modulePath, options)
          : readOutput(result, { ...options, modulePath, index })
      for (const key of functionKeys) builds.report(key, built.build, built.isTruncated)
    }
    builds.debounceTruncated()
    firstBuild.resolve()
  }
  const { plugins = [] } = options.options
  const entries = [...modules.keys()]
  const building = await context({ ...optionsFor(entries, options), plugins: [...plugins, onEnd(report)] })
  // A failed build rejects here, but the plugin has reported it already.
  if (options.watch) await building.watch()
  else await building.rebuild().catch(() => {})
  await firstBuild.promise
  return { close: () => building.dispose() }
}

function optionsFor(modulePaths: readonly string[], { outDir, extension, options }: WatchBuildsOptions) {
  return {
    ...options,
    entryPoints: modulePaths.map((path, index) => ({ in: `./${path}`, out: String(index) })),
    outdir: outDir,
    outExtension: { '.js': extension },
  } satisfies BuildOptions
}

function onEnd(report: (result: BuildResult) => Promise<void>): Plugin {
  return { name: 'report-builds', setup: (build) => build.onEnd(report) }
}

interface Output {
  readonly build: WatchedBuild
  /** True when a file of the service's that went in was empty. */
  readonly isTruncated: boolean
}

/** Builds one module on its own, to find out which one fails and why. */
async function buildAlone(modulePath: string, options: WatchBuildsOptions): Promise<Output> {
  const result = await build(optionsFor([modulePath], options)).catch((failure: BuildResult) => failure)
  if (result.errors.length === 0) return readOutput(result, { ...options, modulePath, index: 0 })
  return { build: { kind: 'broken', problem: describeBuildProblem(result.errors) }, isTruncated: false }
}

interface Entry extends Pick<WatchBuildsOptions, 'dir' | 'outDir' | 'extension'> {
  readonly modulePath: string
  readonly index: number
}

function readOutput(
  { outputFiles = [], metafile }: BuildResult,
  { dir, outDir, extension, modulePath, index }: Entry,
): Output {
  const contents = (path: string) =>
    outputFiles.find((file) => file.path === path)?.contents ?? new Uint8Array()
  const file = join(outDir, `${index}${extension}`)
  const entryPoint = metafile?.outputs[relative(dir, file)]?.entryPoint
  const path = join(dir, modulePath) + extension
  return {
    build: {
      kind: 'built',
      code: { kind: 'compiled', path, contents: contents(file), sourceMap: contents(`${file}.map`) },
    },
    isTruncated: Boolean(entryPoint && metafile && importsEmptyFile(entryPoint, metafile)),
  }
}

/** Follows the imports: of an empty file nothing is in the output, so that it is not among the output's inputs. */
function importsEmptyFile(entryPoint: string, { inputs }: Metafile): boolean {
  const reached = new Set([entryPoint])
  for (const path of reached) {
    const { bytes, imports = [] } = inputs[path] ?? {}
    // Some packages have empty files, which nobody is writing.
    if (bytes === 0 && !path.includes('node_modules/')) return true
    for (const { path: imported } of imports) reached.add(imported)
  }
  return false
}
