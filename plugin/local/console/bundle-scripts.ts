import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const browserDir = fileURLToPath(new URL('./browser/', import.meta.url))

/** The browser's programs by their path on the server, bundled and minified. */
export async function bundleScripts(): Promise<ReadonlyMap<string, string>> {
  const { outputFiles } = await build({
    absWorkingDir: browserDir,
    entryPoints: { console: 'main.ts', 'sign-out': 'sign-out.ts' },
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
