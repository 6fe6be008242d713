import { rm, writeFile } from 'node:fs/promises'
import { dirname, extname, join, relative } from 'node:path'
import { describeUnknownVariables, unknownVariables } from '../../openapi/path-variables.ts'
import type { WatchedBuild } from './code/distinct-builds.ts'
import { type CompiledCode, type FunctionCode, isSameCode, type LoadedCode } from './code/function-code.ts'
import { traceFailure } from './failure.ts'
import type { InitOutcome } from './instance/instance.ts'
import { fixForLoad } from './load-fixes.ts'
import type { Pool } from './pool/pool.ts'

export interface CreateFunctionVersionsOptions {
  readonly key: string
  /** Where compiled code goes. */
  readonly dir: string
  readonly createPool: (code: LoadedCode) => Pool
  /** Of the routes that call it. */
  readonly routeKeys: readonly string[]
  /** False where only one version can have processes at a time: a broken edit then serves nothing. @default true */
  readonly keepsLastGood?: boolean
  /** Gets lines without the function's name. */
  readonly log: (line: string) => void
  /** What a build that is broken means. @default 'failed to build' */
  readonly brokenWords?: string
}

/** One function across its edits. */
export interface FunctionVersions {
  /** Settles when the build is swapped in, or kept out with a line that says why. */
  accept(build: WatchedBuild): Promise<void>
  /** Loads the last build again, in processes of its own: a file that it reads has changed. */
  reload(): Promise<void>
  /** The version that answers now, or why there is none. */
  current(): Pool | { readonly problem: string }
  end(): Promise<void>
}

type BrokenBuild = Extract<WatchedBuild, { kind: 'broken' }>

interface Version {
  readonly code: FunctionCode
  readonly loaded: LoadedCode
  readonly pool: Pool
}

/**
 * Keeps serving the last good version of a function while newer ones are built and loaded. A swap drops no
 * event: an old version finishes the events it has begun.
 */
export function createFunctionVersions(options: CreateFunctionVersionsOptions): FunctionVersions {
  const { log, keepsLastGood = true, brokenWords = 'failed to build' } = options
  /** Those with processes: the current one, one that is loading, and old ones that finish their events. */
  const living = new Set<Version>()
  let current: Version | undefined
  let problem: string | undefined
  let latest: WatchedBuild | undefined
  let accepting = Promise.resolve()
  let count = 0
  let ended = false

  async function take(build: WatchedBuild, isReload: boolean): Promise<void> {
    // A newer build waits behind this one: loading this would only delay it.
    if (ended || build !== latest) return
    if (build.kind === 'broken') return reportBroken(build)
    if (!isReload && current && isSameCode(current.code, build.code)) return
    const version = await createVersion(build.code)
    if (ended) return
    if (current?.pool.hasLoaded() && keepsLastGood) await swapWhenLoaded(version)
    else swapAtOnce(version)
  }

  function reportBroken({ problem: reason, needsRestart }: BrokenBuild): void {
    problem = reason
    log(`${brokenWords}${current ? '; still serving the previous version' : ''}:`)
    for (const line of reason.split('\n')) log(`  ${line}`)
    if (needsRestart) log('  Fix it and start again.')
    else if (options.brokenWords === undefined) log('  Fix it and save; it rebuilds automatically.')
  }

  async function createVersion(code: FunctionCode): Promise<Version> {
    const loaded = code.kind === 'compiled' ? await write(code) : code
    const version = { code, loaded, pool: options.createPool(loaded) }
    living.add(version)
    return version
  }

  async function write({ kind, path, contents, sourceMap }: CompiledCode): Promise<LoadedCode> {
    count += 1
    const file = join(options.dir, `${options.key}-${count}${extname(path)}`)
    await writeFile(`${file}.map`, sourceMap)
    // From where the code counts as lying: Node takes no absolute URL.
    const map = encodeURI(relative(dirname(path), `${file}.map`).replaceAll('\\', '/'))
    await writeFile(file, Buffer.concat([contents, Buffer.from(`//# sourceMappingURL=${map}\n`)]))
    return { kind, path, file }
  }

  async function swapWhenLoaded(version: Version): Promise<void> {
    const outcome = await version.pool.warm()
    if (outcome.kind === 'init-failed') {
      reportLoad(outcome, '; still serving the previous version')
      return discard(version)
    }
    if (ended) return
    swap(version)
    reportLoad(outcome, '')
    log(changedNote)
  }

  /** Nothing good is lost by it, and the first events need not wait for this function to load. */
  function swapAtOnce(version: Version): void {
    const isFirst = current === undefined && problem === undefined
    swap(version)
    void version.pool.warm().then((outcome) => {
      reportLoad(outcome, '')
      if (outcome.kind === 'ready' && !isFirst && !ended) log(changedNote)
    })
  }

  function swap(version: Version): void {
    const old = current
    current = version
    if (old) void discard(old)
  }

  async function discard(version: Version): Promise<void> {
    await version.pool.retire()
    living.delete(version)
    if (version.loaded.kind !== 'compiled') return
    const { file } = version.loaded
    await Promise.all([rm(file, { force: true }), rm(`${file}.map`, { force: true })])
  }

  function reportLoad(outcome: InitOutcome, kept: string): void {
    if (ended) return
    if (outcome.kind === 'ready') {
      if (outcome.takesCallback) log(callbackNote)
      for (const line of warnOfVariables(options.routeKeys, outcome.pathNames)) log(line)
      return
    }
    log(`failed to load${kept}:`)
    for (const line of traceFailure(outcome.failure)) log(`  ${line}`)
    log(`  ${fixForLoad(outcome.failure) ?? 'Fix it and save; it reloads automatically.'}`)
  }

  function enqueue(build: WatchedBuild, isReload: boolean): Promise<void> {
    latest = build
    accepting = accepting
      .then(() => take(build, isReload))
      .catch((error) => log(`could not switch to the new version: ${String(error)}`))
    return accepting
  }

  return {
    accept: (build) => enqueue(build, false),
    reload: () => (latest?.kind === 'built' ? enqueue({ ...latest }, true) : accepting),
    current: () => current?.pool ?? { problem: problem ?? 'no build yet' },
    async end() {
      ended = true
      await Promise.all([...living].map(({ pool }) => pool.end()))
      await accepting
    },
  }
}

function warnOfVariables(routeKeys: readonly string[], pathNames: readonly string[]): string[] {
  return routeKeys.flatMap((routeKey) => {
    const unknown = unknownVariables(routeKey, pathNames)
    if (unknown.length === 0) return []
    const { what, fix } = describeUnknownVariables(routeKey, unknown)
    return [`warning: ${what} ${fix}`]
  })
}

const changedNote = 'changed; now serving the new version'

const callbackNote =
  'takes a callback (three parameters): Lambda rejects that from nodejs24.x on. Make it async before you switch to that runtime.'
