import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The pages' programs and the console's style sheet by their path on the server: `/console.js`. */
export type Scripts = ReadonlyMap<string, string>

/** What the pages load, and what each is bundled from. */
const entryPoints = [
  { out: 'console', in: 'main.ts' },
  { out: 'console', in: 'console.css' },
  { out: 'every-page', in: 'every-page.ts' },
  { out: 'sign-out', in: 'sign-out.ts' },
  { out: 'unlock', in: 'unlock.ts' },
]

const folder = fileURLToPath(new URL('./browser/', import.meta.url))

/** The published package has them bundled in `browser/`; in the repository that folder holds the sources. */
export async function readScripts(): Promise<Scripts> {
  if (!existsSync(join(folder, 'console.js'))) return bundleScripts()
  const names = await readdir(folder)
  return new Map(
    await Promise.all(
      names.map(async (name) => [`/${name}`, await readFile(join(folder, name), 'utf8')] as const),
    ),
  )
}

/** Bundles and minifies the sources. Only this needs esbuild, and what the sources import. */
export async function bundleScripts(): Promise<Scripts> {
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    absWorkingDir: folder,
    entryPoints,
    outdir: 'out',
    bundle: true,
    // A page beside the call is loaded when it is opened.
    splitting: true,
    chunkNames: 'page-[hash]',
    minify: true,
    write: false,
    format: 'esm',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    target: 'es2022',
    logLevel: 'silent',
  })
  return new Map(outputFiles.map(({ path, text }) => [`/${basename(path)}`, text]))
}
