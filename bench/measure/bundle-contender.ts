import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { bundleOptions } from '../../plugin/handlers/bundle-options.ts'

export interface ContenderBundle {
  readonly projectDir: string
  /** As in serverless.yml: `bench/contenders/hono/app.handler`. */
  readonly handler: string
  readonly outDir: string
  /** Puts the resolved value where claimcheck's functions have their table. */
  readonly resolveStore?: boolean
}

/**
 * Bundles a contender exactly as `serverless package` bundles claimcheck's functions, which is the best way for each of them:
 * CommonJS, `module` before `main`.
 *
 * @returns the file's path.
 */
export async function bundleContender({
  projectDir,
  handler,
  outDir,
  resolveStore = false,
}: ContenderBundle) {
  const built = await build({
    ...bundleOptions({ dir: projectDir, handler, outDir, sourceMap: false }),
    plugins: resolveStore ? [resolvedStore(projectDir)] : [],
    // lambda-api asks for it only where files are sent, and leaves it to Lambda's runtime.
    external: ['@aws-sdk/client-s3', '@aws-sdk/s3-request-presigner'],
  })
  const file = join(outDir, `${handler.replaceAll(/[/.]/g, '-')}.cjs`)
  await writeFile(file, built.outputFiles[0]?.contents ?? '')
  return file
}

function resolvedStore(projectDir: string): Plugin {
  return {
    name: 'resolved-store',
    setup({ onResolve }) {
      onResolve({ filter: /^\.\/store\.ts$/ }, () => ({
        path: join(projectDir, 'bench/contenders/resolved-store.ts'),
      }))
    },
  }
}
