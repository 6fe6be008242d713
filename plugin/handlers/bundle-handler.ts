import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { BuildFailure, Metafile, OutputFile } from 'esbuild'
import { build } from 'esbuild'
import { BuildError, describeBuildProblem } from './build-error.ts'
import { bundleOptions } from './bundle-options.ts'
import { parseHandlerPath } from './handler-path.ts'
import { lambdaSdk } from './lambda-sdk.ts'

export interface BundleHandlerOptions {
  /** Absolute path of the folder that holds serverless.yml. */
  readonly dir: string
  /** As in serverless.yml: `src/profile/get-profile-info.handler`. */
  readonly handler: string
  /** Where to write the bundle; by default nothing is written. */
  readonly outDir?: string
}

/** One handler and everything it imports, as one CommonJS file for Node 24. */
export interface HandlerBundle {
  /** Where the file belongs for Lambda to find it, without extension: `src/profile/get-profile-info`. */
  readonly modulePath: string
  readonly exportPath: string
  readonly code: Uint8Array
  /** Absolute paths of the sources that went in. */
  readonly inputs: readonly string[]
  /** The file written, `<outDir>/<modulePath>.cjs`, or undefined without `outDir`. */
  readonly file: string | undefined
}

/**
 * Bundles one handler for Lambda `nodejs24.x`: the AWS SDK included, no source map, the same bytes for the
 * same sources wherever they lie.
 *
 * @throws {BuildError} `ERR_BUNDLE_FAILED`, naming file, line and fix, when the sources fail to build.
 */
export async function bundleHandler({ dir, handler, outDir }: BundleHandlerOptions): Promise<HandlerBundle> {
  const { modulePath, exportPath } = parseHandlerPath(handler)
  const options = {
    ...bundleOptions({ dir, handler, outDir: outDir ?? dir, sourceMap: false }),
    plugins: [lambdaSdk('left to Lambda')],
  }
  const built = await build(options).catch((failure: BuildFailure) => {
    throw new BuildError(`${handler} failed to build:\n${describeBuildProblem(failure.errors)}`)
  })
  const code = codeOf(built.outputFiles)
  const file = outDir === undefined ? undefined : join(outDir, `${modulePath}.cjs`)
  if (file) await writeBundle(file, code)
  return { modulePath, exportPath, code, inputs: inputsOf(dir, built.metafile), file }
}

function codeOf(outputFiles: readonly OutputFile[]): Uint8Array {
  const output = outputFiles.find(({ path }) => path.endsWith('.cjs'))
  if (!output) throw new BuildError('esbuild gave no output file.')
  return output.contents
}

function inputsOf(dir: string, metafile: Metafile): string[] {
  return Object.keys(metafile.inputs).map((input) => resolve(dir, input))
}

async function writeBundle(file: string, code: Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, code)
}
