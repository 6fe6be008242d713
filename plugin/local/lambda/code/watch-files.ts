import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import type { FSWatcher } from 'chokidar'
import type { Clock } from '../clock.ts'
import type { LoadedFile } from '../worker-messages.ts'

/** Watches the files that functions have loaded. */
export interface FilesWatch {
  /** A process of this function has loaded these. */
  add(functionKey: string, files: readonly LoadedFile[]): void
  close(): Promise<void>
}

interface WatchedFile {
  readonly functionKeys: Set<string>
  /** Of its contents; undefined for a file that is not there. */
  readonly hash: Promise<string | undefined>
}

/** Most editors empty or replace a file before they fill it; one that stays so counts after this time. */
const truncatedMs = 300

const againMs = 50

/** By then a file that was missing is watched for. */
const missingMs = 500

/** Several files that change together are one change. */
const togetherMs = 20

/**
 * @param onChange called with the functions that have loaded a file whose contents are others now. A file that is
 *   emptied or gone is looked at a little later.
 */
export function watchFiles(onChange: (functionKeys: ReadonlySet<string>) => void, clock: Clock): FilesWatch {
  const files = new Map<string, WatchedFile>()
  const held = new Map<string, () => void>()
  const changed = new Set<string>()
  let watcher: Promise<FSWatcher> | undefined
  let timer: NodeJS.Timeout | undefined
  let isClosed = false

  /** Loaded with the first file: a service that is bundled needs none. */
  async function start(): Promise<FSWatcher> {
    const { watch } = await import('chokidar')
    const started = watch([], { persistent: false })
    // It tells of every file once when it watches it, so that a change before that is seen.
    started.on('all', (_event, path) => void look(path, false))
    started.on('error', () => {})
    return started
  }

  function watchFile(path: string): void {
    watcher ??= start()
    void watcher.then((started) => started.add(path))
  }

  async function look(path: string, isCertain: boolean): Promise<void> {
    const file = files.get(path)
    if (!file || isClosed) return
    const contents = await read(path)
    if (!isCertain && !contents?.length && (await file.hash) !== undefined) return hold(path)
    held.get(path)?.()
    held.delete(path)
    const hash = contents && hashOf(contents)
    if (hash === (await file.hash)) return
    files.set(path, { ...file, hash: Promise.resolve(hash) })
    report(file.functionKeys)
  }

  /** Looks again now and then, since no event may tell that it was filled, until the emptiness counts. */
  function hold(path: string): void {
    if (!held.has(path))
      held.set(
        path,
        clock.after(truncatedMs, () => void look(path, true)),
      )
    setTimeout(() => void look(path, false), againMs).unref()
  }

  function report(functionKeys: ReadonlySet<string>): void {
    for (const key of functionKeys) changed.add(key)
    timer ??= setTimeout(() => {
      timer = undefined
      const keys = new Set(changed)
      changed.clear()
      onChange(keys)
    }, togetherMs).unref()
  }

  /** It may have changed since it was loaded, before it was watched. */
  async function compare(
    { path, changedMs }: LoadedFile,
    { functionKeys, hash }: WatchedFile,
  ): Promise<void> {
    // After the contents have been read: else a change between the two would be taken for what was loaded.
    await hash
    const found = await stat(path).catch(() => undefined)
    if ((found?.mtimeMs ?? null) !== changedMs) report(functionKeys)
  }

  return {
    add(functionKey, loaded) {
      for (const file of loaded) {
        const known = files.get(file.path)
        if (known) {
          known.functionKeys.add(functionKey)
          void compare(file, { ...known, functionKeys: new Set([functionKey]) })
        } else {
          const functionKeys = new Set([functionKey])
          const hash = read(file.path).then((found) => found && hashOf(found))
          const watched = { functionKeys, hash }
          files.set(file.path, watched)
          watchFile(file.path)
          void compare(file, watched)
          // It tells nothing of a file that is not there.
          if (file.changedMs === null) setTimeout(() => void look(file.path, false), missingMs).unref()
        }
      }
    },
    async close() {
      isClosed = true
      clearTimeout(timer)
      for (const cancel of held.values()) cancel()
      await (await watcher)?.close()
    },
  }
}

/** @returns undefined for a file that is not there, or is none. */
function read(path: string): Promise<Buffer | undefined> {
  return readFile(path).catch(() => undefined)
}

function hashOf(contents: Buffer): string {
  return createHash('sha1').update(contents).digest('hex')
}
