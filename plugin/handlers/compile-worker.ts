import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** The code of a worker as one CommonJS file: stripping its types at each start would cost 25 ms. */
export async function compileWorker(entry: URL): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
  })
  return outputFiles[0]?.contents ?? new Uint8Array()
}
