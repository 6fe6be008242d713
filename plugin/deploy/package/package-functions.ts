import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { zipSync } from 'fflate'
import { bundleHandler } from '../../handlers/bundle-handler.ts'
import type { BundleSettings } from '../../handlers/bundle-settings.ts'
import { parseHandlerPath } from '../../handlers/handler-path.ts'
import { defaultRuntime, isNodeRuntime } from '../../handlers/node-runtime.ts'
import type { ServerlessFunction, ServerlessInstance } from '../../service/serverless.ts'

/** The part of a running `serverless` command that packaging reads, and where it writes each function's artifact. */
export type PackagedService = Pick<ServerlessInstance, 'serviceDir'> & {
  readonly service: Pick<ServerlessInstance['service'], 'functions' | 'package'> & {
    readonly provider?: { readonly runtime?: string }
  }
}

/**
 * Bundles every function into a zip of one file, at the path that its `handler` names, and lets Serverless deploy that. Only for a
 * service that asks for it: `readBundleSettings`.
 *
 * Serverless itself packages functions with their own artifact, an image, or a runtime other than Node.js, and JavaScript
 * whose `package.patterns` name files: it may read them at run time. Nothing is written unless all of them build.
 *
 * @throws {BuildError} `ERR_BUNDLE_FAILED` naming the handler, file and line that do not build.
 */
export async function packageFunctions(
  { serviceDir, service }: PackagedService,
  settings: BundleSettings,
  log: (line: string) => void = logToStderr,
): Promise<void> {
  const functions = Object.entries(service.functions ?? {})
    .filter(isBundled)
    .filter(([, definition]) =>
      isNodeRuntime(definition.runtime ?? service.provider?.runtime ?? defaultRuntime),
    )
    .filter(([, definition]) => !needsItsFiles(serviceDir, definition, service.package?.patterns))
  const archives = await Promise.all(
    functions.map(([key, definition]) => archiveFunction({ dir: serviceDir, settings }, key, definition)),
  )
  await mkdir(join(serviceDir, outDir), { recursive: true })
  for (const { path, zip, definition } of archives) {
    await writeFile(join(serviceDir, path), zip)
    definition.package = { ...definition.package, individually: true, artifact: path }
  }
  for (const line of describeSizes(archives)) log(line)
}

/** Where Serverless collects what it deploys; for `--package` it moves it from there. */
const outDir = '.serverless'

type BundledFunction = ServerlessFunction & { readonly handler: string }

interface FunctionArchive {
  readonly key: string
  readonly definition: BundledFunction
  /** Relative to the service, so that a package made on one machine can be deployed from another. */
  readonly path: string
  readonly zip: Uint8Array
  readonly codeBytes: number
}

function isBundled(entry: [string, ServerlessFunction]): entry is [string, BundledFunction] {
  const [, definition] = entry
  return definition.handler !== undefined && definition.package?.artifact === undefined
}

/** TypeScript has to be bundled anyway: Lambda does not load it. */
function needsItsFiles(dir: string, definition: BundledFunction, general: readonly string[] = []): boolean {
  const patterns = [...general, ...(definition.package?.patterns ?? [])]
  if (!patterns.some((pattern) => !pattern.startsWith('!'))) return false
  const { modulePath } = parseHandlerPath(definition.handler)
  return ['.js', '.mjs', '.cjs'].some((extension) => existsSync(join(dir, `${modulePath}${extension}`)))
}

async function archiveFunction(
  { dir, settings }: { readonly dir: string; readonly settings: BundleSettings },
  key: string,
  definition: BundledFunction,
): Promise<FunctionArchive> {
  const { modulePath, code, format } = await bundleHandler({ dir, handler: definition.handler, settings })
  // Without a package.json next to it, Lambda loads a .js file as CommonJS.
  const zip = zipFile(`${modulePath}${format === 'cjs' ? '.js' : '.mjs'}`, code)
  return { key, definition, path: posix.join(outDir, `${key}.zip`), zip, codeBytes: code.byteLength }
}

// A zip keeps local time and counts from 1980: the same fields in every time zone, so the same bytes everywhere.
const mtime = new Date(1980, 0, 1)

/** Unix, plain file, readable by all: Lambda runs the code as a different user than the archive's owner. */
const attributes = { os: 3, attrs: 0o100644 << 16 }

/**
 * A zip of one file. The same name and content give the same bytes, whenever and wherever they are made, so an unchanged
 * function is not deployed again.
 */
export function zipFile(name: string, content: Uint8Array): Uint8Array {
  return zipSync({ [name]: [content, { ...attributes, mtime, level: 9 }] })
}

function describeSizes(archives: readonly FunctionArchive[]): string[] {
  const width = Math.max(0, ...archives.map(({ key }) => key.length))
  return archives.map(
    ({ key, zip, codeBytes }) =>
      `  ${key.padEnd(width)}  ${kilobytes(zip.byteLength)} zipped, ${kilobytes(codeBytes)} code`,
  )
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`
}

/** Serverless writes its messages to stderr too, and keeps stdout for results. */
function logToStderr(line: string): void {
  process.stderr.write(`${line}\n`)
}
