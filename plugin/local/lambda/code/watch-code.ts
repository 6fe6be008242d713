import type { BuildOptions } from 'esbuild'
import { bundleOptions } from '../../../handlers/bundle-options.ts'
import { lambdaSdk } from '../../../handlers/lambda-sdk.ts'
import type { LocalFunction, LocalService } from '../../../service/service.ts'
import type { Clock } from '../clock.ts'
import { compileOptions, formatOf, readSettings } from './compile-options.ts'
import { distinctBuilds, type WatchedBuild } from './distinct-builds.ts'
import { findCode, type Source, sourceExtensions } from './find-code.ts'
import { tellSdkV2 } from './sdk-v2-endpoints.ts'
import { watchBuilds } from './watch-builds.ts'

export interface WatchCodeOptions {
  readonly service: LocalService
  /** Those of one module are built once. */
  readonly functions: readonly LocalFunction[]
  /** Where compiled code goes. */
  readonly outDir: string
  readonly clock: Clock
  /** False builds once. */
  readonly watch: boolean
  /** Called for each function at the start, and again for each that a change of its sources has changed. */
  readonly onBuild: (functionKey: string, build: WatchedBuild) => void
}

export interface CodeWatch {
  close(): Promise<void>
}

/** Finds the code of every function, and compiles what has to be compiled, again when a source changes. Settles after the first build. */
export async function watchCode(options: WatchCodeOptions): Promise<CodeWatch> {
  const { service, outDir, watch } = options
  const builds = distinctBuilds(options.onBuild, options.clock)
  const sources: FunctionSource[] = []
  for (const localFunction of options.functions) {
    const { key, handler } = localFunction
    const found = tryFind(service, localFunction)
    if (found.kind === 'source') sources.push({ ...found, key, handler })
    else builds.report(key, found.kind === 'plain' ? { kind: 'built', code: found } : found)
  }
  const bySettings = Map.groupBy(sources, ({ format }) => outputFormat(service, format))
  const watched = await Promise.all(
    [...bySettings].map(async ([format, group]) => {
      const common = { modules: keysByModule(group), dir: service.dir, outDir, builds, watch }
      const extension = format === 'esm' ? '.mjs' : '.cjs'
      try {
        const settings = await optionsFor(service, format, { outDir, handler: group[0]?.handler ?? '' })
        return await watchBuilds({ ...common, extension, options: settings })
      } catch (error) {
        const problem = `${settingsName(service)} cannot be used: ${messageOf(error)}`
        for (const { key } of group) builds.report(key, { kind: 'broken', problem, needsRestart: true })
        return undefined
      }
    }),
  )
  return {
    async close() {
      builds.close()
      await Promise.all(watched.map((each) => each?.close()))
    },
  }
}

/** A function whose module has to be compiled. */
interface FunctionSource extends Source {
  readonly key: string
  readonly handler: string
}

function tryFind(service: LocalService, localFunction: LocalFunction) {
  try {
    return findCode(service, localFunction)
  } catch (error) {
    return { kind: 'broken', problem: messageOf(error) } as const
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** Where the options of esbuild come from. */
function settingsName({ build }: LocalService): string {
  return build?.bundle ? 'custom.claimcheck.bundle' : 'custom.esbuild'
}

function outputFormat({ build }: LocalService, format: 'cjs' | 'esm'): 'cjs' | 'esm' {
  if (build?.bundle) return build.bundle.format ?? 'cjs'
  return build?.esbuild ? formatOf(build.esbuild) : format
}

function keysByModule(sources: readonly FunctionSource[]): ReadonlyMap<string, readonly string[]> {
  const groups = Map.groupBy(sources, ({ modulePath }) => modulePath)
  return new Map([...groups].map(([path, group]) => [path, group.map(({ key }) => key)]))
}

/** A service that deploys bundles runs them here, too. */
async function optionsFor(
  { dir, build }: LocalService,
  format: 'cjs' | 'esm',
  { outDir, handler }: { readonly outDir: string; readonly handler: string },
): Promise<BuildOptions> {
  if (build?.bundle) {
    const { outfile: _one, ...options } = bundleOptions({
      ...{ dir, handler, outDir, sourceMap: true },
      settings: build.bundle,
    })
    return { ...options, plugins: [tellSdkV2(), lambdaSdk("claimcheck's own")] }
  }
  const settings = await readSettings(dir, build?.esbuild)
  const resolveExtensions = settings.resolveExtensions ?? [...sourceExtensions, '.json']
  return compileOptions({ dir, format, settings: { ...settings, resolveExtensions } })
}
