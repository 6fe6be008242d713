import { cp, mkdir, readFile } from 'node:fs/promises'
import { basename, dirname, join, relative, sep } from 'node:path'
import type { Plugin } from 'esbuild'

/** How a source names a file of its own; what it is passed to says what becomes of the file. */
const ownFile =
  /(?<user>compileWorker\(|new Worker\()?new URL\(\s*'(?<path>\.\.?\/[^']+\.[a-z]+)'\s*,\s*import\.meta\.url\s*,?\s*\)/g

/** Entry points, by the name of the built file without its extension. */
type EntryPoints = Record<string, string>

/**
 * Keeps the files that sources name by URL where the bundle finds them, next to it.
 *
 * - `new Worker(new URL(...))`: a thread, built as an ES module like the bundle itself.
 * - `compileWorker(new URL(...))`: code that is copied elsewhere to run, built as one CommonJS file with all that it imports.
 * - any other: copied to `assets/` unchanged.
 */
export function ownFiles(pluginDir: string) {
  const assets = new Set<string>()
  const threads: EntryPoints = {}
  const standalone: EntryPoints = {}

  function place(file: string, user: string | undefined): string {
    const name = relative(pluginDir, file).slice(0, -'.ts'.length).split(sep).join('-')
    if (user === undefined) {
      assets.add(file)
      return `./assets/${basename(file)}`
    }
    const isThread = user === 'new Worker('
    const entries = isThread ? threads : standalone
    entries[name] = file
    return `./${name}.${isThread ? 'js' : 'cjs'}`
  }

  const plugin: Plugin = {
    name: 'own-files',
    setup(build) {
      build.onLoad({ filter: /\/plugin\/.*\.ts$/ }, async ({ path }) => {
        const text = await readFile(path, 'utf8')
        const contents = text.replaceAll(ownFile, (...match) => {
          const { user, path: url } = match.at(-1) as { user?: string; path: string }
          return `${user ?? ''}new URL('${place(join(dirname(path), url), user)}', import.meta.url)`
        })
        return { contents, loader: 'ts' }
      })
    },
  }

  return {
    plugin,
    /** Filled by a build that uses `plugin`. */
    threads,
    standalone,
    async copyAssets(outDir: string): Promise<void> {
      await mkdir(join(outDir, 'assets'), { recursive: true })
      for (const file of assets) await cp(file, join(outDir, 'assets', basename(file)))
    },
  }
}
