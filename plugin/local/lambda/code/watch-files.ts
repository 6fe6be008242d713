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

  /** Loaded with the first file: a service that is bundled needs none. */
  async function start(): Promise<FSWatcher> {
    const { watch } = await import('chokidar')
    const started = watch([], { ignoreInitial: true, persistent: false })
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
    if (!file) return
    const contents = await read(path)
    held.get(path)?.()
    held.delete(path)
    if (!isCertain && (contents === undefined || contents.length === 0)) {
      held.set(
        path,
        clock.after(truncatedMs, () => void look(path, true)),
      )
      return
    }
    const hash = contents && hashOf(contents)
    if (hash === (await file.hash)) return
    files.set(path, { ...file, hash: Promise.resolve(hash) })
    report(file.functionKeys)
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
  async function compare({ path, changedMs }: LoadedFile, functionKeys: ReadonlySet<string>): Promise<void> {
    const found = await stat(path).catch(() => undefined)
    if ((found?.mtimeMs ?? null) !== changedMs) report(functionKeys)
  }

  return {
    add(functionKey, loaded) {
      for (const file of loaded) {
        const known = files.get(file.path)
        if (known) known.functionKeys.add(functionKey)
        else {
          const functionKeys = new Set([functionKey])
          files.set(file.path, {
            functionKeys,
            hash: read(file.path).then((found) => found && hashOf(found)),
          })
          watchFile(file.path)
          void compare(file, functionKeys)
        }
      }
    },
    async close() {
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
