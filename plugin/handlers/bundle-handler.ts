import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { BuildFailure, Metafile, OutputFile } from 'esbuild'
import { build } from 'esbuild'
import { BuildError, describeBuildProblem } from './build-error.ts'
import { bundleOptions } from './bundle-options.ts'
import type { BundleSettings } from './bundle-settings.ts'
import { parseHandlerPath } from './handler-path.ts'
import { lambdaSdk, type MissingSdk } from './lambda-sdk.ts'

export interface BundleHandlerOptions {
  /** Absolute path of the folder that holds serverless.yml. */
  readonly dir: string
  /** As in serverless.yml: `src/profile/get-profile-info.handler`. */
  readonly handler: string
  /** Where to write the bundle; by default nothing is written. */
  readonly outDir?: string
  readonly settings?: BundleSettings
  /** @default 'left to Lambda' */
  readonly missingSdk?: MissingSdk
}

/** One handler and everything it imports, as one file for Node 24. */
export interface HandlerBundle {
  /** Where the file belongs for Lambda to find it, without extension: `src/profile/get-profile-info`. */
  readonly modulePath: string
  readonly exportPath: string
  readonly format: 'cjs' | 'esm'
  readonly code: Uint8Array
  /** Absolute paths of the sources that went in. */
  readonly inputs: readonly string[]
  /** The file written, `<outDir>/<modulePath>.cjs` or `.mjs`, or undefined without `outDir`. */
  readonly file: string | undefined
}

/**
 * Bundles one handler for Lambda `nodejs24.x`: the AWS SDK included, no source map, the same bytes for the
 * same sources wherever they lie.
 *
 * @throws {BuildError} `ERR_BUNDLE_FAILED`, naming file, line and fix, when the sources fail to build.
 */
export async function bundleHandler({
  dir,
  handler,
  outDir,
  settings = {},
  missingSdk = 'left to Lambda',
}: BundleHandlerOptions): Promise<HandlerBundle> {
  const { modulePath, exportPath } = parseHandlerPath(handler)
  const { format = 'cjs' } = settings
  const options = {
    ...bundleOptions({ dir, handler, outDir: outDir ?? dir, sourceMap: false, settings }),
    plugins: [lambdaSdk(missingSdk)],
  }
  const built = await build(options).catch((failure: BuildFailure) => {
    throw new BuildError(`${handler} failed to build:\n${describeBuildProblem(failure.errors)}`)
  })
  const code = codeOf(built.outputFiles)
  const file = outDir === undefined ? undefined : join(outDir, `${modulePath}.${extensions[format]}`)
  if (file) await writeBundle(file, code)
  return { modulePath, exportPath, format, code, inputs: inputsOf(dir, built.metafile), file }
}

const extensions = { cjs: 'cjs', esm: 'mjs' } as const

function codeOf(outputFiles: readonly OutputFile[]): Uint8Array {
  const output = outputFiles.find(({ path }) => /\.[cm]js$/.test(path))
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
