import { rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { WatchedBuild } from './distinct-builds.ts'
import { traceFailure } from './failure.ts'
import type { InitOutcome } from './instance/instance.ts'
import type { Pool } from './pool/pool.ts'

export interface CreateFunctionVersionsOptions {
  readonly key: string
  /** Where the bundles go. */
  readonly dir: string
  readonly createPool: (bundleFile: string) => Pool
  /** Gets lines without the function's name. */
  readonly log: (line: string) => void
  /** What a build that is broken means. @default 'failed to build' */
  readonly brokenWords?: string
}

/** One function across its edits. */
export interface FunctionVersions {
  /** Settles when the build is swapped in, or kept out with a line that says why. */
  accept(build: WatchedBuild): Promise<void>
  /** The version that answers now, or why there is none. */
  current(): Pool | { readonly problem: string }
  end(): Promise<void>
}

interface Version {
  readonly code: Uint8Array
  readonly file: string
  readonly pool: Pool
}

/**
 * Keeps serving the last good version of a function while newer ones are built and loaded. A swap drops no
 * event: an old version finishes the events it has begun.
 */
export function createFunctionVersions(options: CreateFunctionVersionsOptions): FunctionVersions {
  const { log, brokenWords = 'failed to build' } = options
  /** Those with processes: the current one, one that is loading, and old ones that finish their events. */
  const living = new Set<Version>()
  let current: Version | undefined
  let problem: string | undefined
  let latest: WatchedBuild | undefined
  let accepting = Promise.resolve()
  let count = 0
  let ended = false

  async function take(build: WatchedBuild): Promise<void> {
    // A newer build waits behind this one: loading this would only delay it.
    if (ended || build !== latest) return
    if (build.kind === 'broken') return reportBroken(build.problem)
    if (current && Buffer.compare(current.code, build.code) === 0) return
    const version = await write(build)
    if (ended) return
    if (current?.pool.hasLoaded()) await swapWhenLoaded(version)
    else swapAtOnce(version)
  }

  function reportBroken(reason: string): void {
    problem = reason
    log(`${brokenWords}${current ? '; still serving the previous version' : ''}:`)
    for (const line of reason.split('\n')) log(`  ${line}`)
    if (options.brokenWords === undefined) log('  Fix it and save; it rebuilds automatically.')
  }

  async function write({ code, sourceMap }: Extract<WatchedBuild, { kind: 'built' }>): Promise<Version> {
    count += 1
    const file = join(options.dir, `${options.key}-${count}.cjs`)
    await writeFile(`${file}.map`, sourceMap)
    await writeFile(file, Buffer.concat([code, Buffer.from(`//# sourceMappingURL=${basename(file)}.map\n`)]))
    const version = { code, file, pool: options.createPool(file) }
    living.add(version)
    return version
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
    await Promise.all([rm(version.file, { force: true }), rm(`${version.file}.map`, { force: true })])
  }

  function reportLoad(outcome: InitOutcome, kept: string): void {
    if (ended) return
    if (outcome.kind === 'ready') {
      if (outcome.takesCallback) log(callbackNote)
      return
    }
    log(`failed to load${kept}:`)
    for (const line of traceFailure(outcome.failure)) log(`  ${line}`)
    log('  Fix it and save; it reloads automatically.')
  }

  return {
    accept(build) {
      latest = build
      accepting = accepting
        .then(() => take(build))
        .catch((error) => log(`could not switch to the new version: ${String(error)}`))
      return accepting
    },
    current: () => current?.pool ?? { problem: problem ?? 'no build yet' },
    async end() {
      ended = true
      await Promise.all([...living].map(({ pool }) => pool.end()))
      await accepting
    },
  }
}

const changedNote = 'changed; now serving the new version'

const callbackNote =
  'takes a callback (three parameters): Lambda rejects that from nodejs24.x on. Make it async before you switch to that runtime.'
