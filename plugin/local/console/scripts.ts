import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The pages' programs by their path on the server: `/console.js`. */
export type Scripts = ReadonlyMap<string, string>

/** What the pages load, without `.js`, and what each is bundled from. */
export const entryPoints = { console: 'main.ts', 'sign-out': 'sign-out.ts', unlock: 'unlock.ts' }

/** The published package has them bundled in `browser/`; in the repository that folder holds the sources. */
export async function readScripts(): Promise<Scripts> {
  const built = Object.keys(entryPoints).map((name) => new URL(`./browser/${name}.js`, import.meta.url))
  if (!built.every((url) => existsSync(url))) return bundleScripts()
  return new Map(
    await Promise.all(
      built.map(async (url) => [`/${basename(url.pathname)}`, await readFile(url, 'utf8')] as const),
    ),
  )
}

/** Bundles and minifies the sources. Only this needs esbuild, and what the sources import. */
export async function bundleScripts(): Promise<Scripts> {
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    absWorkingDir: fileURLToPath(new URL('./browser/', import.meta.url)),
    entryPoints,
    outdir: 'out',
    bundle: true,
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
