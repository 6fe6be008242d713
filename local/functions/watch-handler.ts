import type { BuildResult, Plugin } from 'esbuild'
import { context } from 'esbuild'
import { describeBuildProblem } from './build-problem.ts'
import type { HandlerBuild } from './bundle-options.ts'
import { bundleOptions } from './bundle-options.ts'
import { parseHandlerPath } from './handler-path.ts'
import { lambdaSdk } from './lambda-sdk.ts'

export type WatchedBuild =
  | { readonly kind: 'built'; readonly code: Uint8Array; readonly sourceMap: Uint8Array }
  | { readonly kind: 'broken'; readonly problem: string }

export interface WatchHandlerOptions extends Omit<HandlerBuild, 'sourceMap'> {
  /** False builds once. */
  readonly watch: boolean
  /** Called after the first build and after each one that a change of an input caused. */
  readonly onBuild: (build: WatchedBuild) => void
}

export interface HandlerWatch {
  close(): Promise<void>
}

/**
 * Bundles a handler now and again whenever a file that went into it changes, appears or vanishes; settles after
 * the first build. esbuild looks at the files itself: a change is seen within a second, the next edit of the same file sooner.
 */
export async function watchHandler(options: WatchHandlerOptions): Promise<HandlerWatch> {
  const unreadable = findUnreadable(options.handler)
  if (unreadable) {
    options.onBuild({ kind: 'broken', problem: unreadable })
    return { close: async () => {} }
  }
  const first = Promise.withResolvers<void>()
  let held: NodeJS.Timeout | undefined
  let isFirst = true
  const plugins = [
    lambdaSdk("claimcheck's own"),
    reportBuilds((build, isHalfWritten) => {
      clearTimeout(held)
      const pass = () => options.onBuild(build)
      if (isHalfWritten && !isFirst) held = setTimeout(pass, halfWrittenMs)
      else pass()
      isFirst = false
      first.resolve()
    }),
  ]
  const building = await context({ ...bundleOptions({ ...options, sourceMap: true }), plugins })
  // A failed build rejects here, but the plugin has reported it already.
  if (options.watch) await building.watch()
  else await building.rebuild().catch(() => {})
  await first.promise
  return {
    close() {
      clearTimeout(held)
      return building.dispose()
    },
  }
}

/** Most editors empty a file before they fill it; an empty one that is meant so is passed on after this time. */
const halfWrittenMs = 300

function findUnreadable(handler: string): string | undefined {
  try {
    parseHandlerPath(handler)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function reportBuilds(onBuild: (build: WatchedBuild, isHalfWritten: boolean) => void): Plugin {
  const setup: Plugin['setup'] = (build) => {
    build.onEnd((result) => {
      const isHalfWritten = Object.values(result.metafile?.inputs ?? {}).some(({ bytes }) => bytes === 0)
      onBuild(readResult(result), isHalfWritten)
    })
  }
  return { name: 'report-builds', setup }
}

function readResult({ errors, outputFiles }: BuildResult): WatchedBuild {
  const code = outputFiles?.find(({ path }) => path.endsWith('.cjs'))
  const sourceMap = outputFiles?.find(({ path }) => path.endsWith('.map'))
  if (errors.length > 0 || !code || !sourceMap)
    return { kind: 'broken', problem: describeBuildProblem(errors) }
  return { kind: 'built', code: code.contents, sourceMap: sourceMap.contents }
}
