import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/**
 * The code of a worker as one CommonJS file: stripping its types at each start would cost 25 ms. In the published package it is built
 * already.
 */
export async function compileWorker(entry: URL): Promise<Uint8Array> {
  const file = fileURLToPath(entry)
  if (extname(file) === '.cjs') return readFile(file)
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
  })
  return outputFiles[0]?.contents ?? new Uint8Array()
}
