import { join, relative } from 'node:path'
import type { BuildResult, Plugin } from 'esbuild'
import { build, context } from 'esbuild'
import { describeBuildProblem } from '../../handlers/build-error.ts'
import { bundleOptions } from '../../handlers/bundle-options.ts'
import { parseHandlerPath } from '../../handlers/handler-path.ts'
import { lambdaSdk } from '../../handlers/lambda-sdk.ts'
import type { Clock } from './clock.ts'
import type { WatchedBuild } from './distinct-builds.ts'
import { distinctBuilds } from './distinct-builds.ts'

export interface WatchHandlersOptions {
  /** Absolute path of the service's folder. */
  readonly dir: string
  /** As in serverless.yml: `src/profile/get-profile-info.handler`; those of one module are built once. */
  readonly handlers: readonly string[]
  /** Folder that the bundles will be in. */
  readonly outDir: string
  readonly clock: Clock
  /** False builds once. */
  readonly watch: boolean
  /** Called for each handler after the first build, and again for each that a change of an input has changed. */
  readonly onBuild: (handler: string, build: WatchedBuild) => void
}

export interface HandlersWatch {
  close(): Promise<void>
}

/**
 * Bundles all handlers in one go, so that what they share is read once, and again whenever a file that went into one changes, appears
 * or vanishes; settles after the first build. One that fails to build does not affect the others. esbuild looks at the files
 * itself: a change is seen within a second, the next edit of the same file sooner.
 */
export async function watchHandlers(options: WatchHandlersOptions): Promise<HandlersWatch> {
  const { dir, outDir } = options
  const builds = distinctBuilds(options.onBuild, options.clock)
  const modules = new Map<string, string[]>()
  for (const handler of new Set(options.handlers)) {
    const modulePath = readModulePath(handler, builds.report)
    if (modulePath !== undefined) modules.set(modulePath, [...(modules.get(modulePath) ?? []), handler])
  }
  const [first] = [...modules.values()].flat()
  if (first === undefined) return { close: async () => {} }

  const firstBuild = Promise.withResolvers<void>()
  const report = async (result: BuildResult) => {
    for (const [index, handlers] of [...modules.values()].entries()) {
      const built =
        result.errors.length > 0
          ? await buildAlone(handlers, options)
          : readBundle(result, dir, join(outDir, String(index)))
      for (const handler of handlers) builds.report(handler, built.build, built.isTruncated)
    }
    builds.debounceTruncated()
    firstBuild.resolve()
  }
  const { outfile: _one, ...common } = bundleOptions({ dir, handler: first, outDir, sourceMap: true })
  const building = await context({
    ...common,
    entryPoints: [...modules.keys()].map((modulePath, index) => ({
      in: `./${modulePath}`,
      out: String(index),
    })),
    outdir: outDir,
    outExtension: { '.js': '.cjs' },
    plugins: [lambdaSdk("claimcheck's own"), onEnd(report)],
  })
  // A failed build rejects here, but the plugin has reported it already.
  if (options.watch) await building.watch()
  else await building.rebuild().catch(() => {})
  await firstBuild.promise
  return {
    close() {
      builds.close()
      return building.dispose()
    },
  }
}

function readModulePath(
  handler: string,
  report: (handler: string, build: WatchedBuild) => void,
): string | undefined {
  try {
    return parseHandlerPath(handler).modulePath
  } catch (error) {
    report(handler, { kind: 'broken', problem: error instanceof Error ? error.message : String(error) })
    return undefined
  }
}

function onEnd(report: (result: BuildResult) => Promise<void>): Plugin {
  return { name: 'report-builds', setup: (build) => build.onEnd(report) }
}

interface Bundle {
  readonly build: WatchedBuild
  /** True when an empty file went in. */
  readonly isTruncated: boolean
}

/** Builds one handler on its own, to find out which one fails and why. */
async function buildAlone(
  [handler = '']: readonly string[],
  { dir, outDir }: WatchHandlersOptions,
): Promise<Bundle> {
  const plugins = [lambdaSdk("claimcheck's own")]
  const options = bundleOptions({ dir, handler, outDir, sourceMap: true })
  const result = await build({ ...options, plugins }).catch((failure: BuildResult) => failure)
  if (result.errors.length === 0) return readBundle(result, dir, join(outDir, 'handler'))
  return { build: { kind: 'broken', problem: describeBuildProblem(result.errors) }, isTruncated: false }
}

function readBundle({ outputFiles = [], metafile }: BuildResult, dir: string, stem: string): Bundle {
  const contents = (path: string) =>
    outputFiles.find((file) => file.path === path)?.contents ?? new Uint8Array()
  const file = `${stem}.cjs`
  const inputs = Object.keys(metafile?.outputs[relative(dir, file)]?.inputs ?? {})
  return {
    build: { kind: 'built', code: contents(file), sourceMap: contents(`${file}.map`) },
    isTruncated: inputs.some((input) => metafile?.inputs[input]?.bytes === 0),
  }
}
