import { existsSync, readFileSync } from 'node:fs'
import {
  createRequire,
  type LoadFnOutput,
  type ResolveFnOutput,
  type ResolveHookContext,
  registerHooks,
} from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { NodeCode } from '../code/function-code.ts'
import { sdkV2Configuration, sdkV2Endpoints, sdkV2Mark } from '../sdk-v2.ts'
import type { ModulePlaces } from '../worker-messages.ts'
import { noteLoaded, noteMissing } from './loaded-files.ts'

/**
 * Has this process find modules as one of Lambda's does: `/opt` is the folder of the layers, and what the service has not installed
 * may be in a layer, or be the AWS SDK. What the service has itself always wins. Notes every file that is loaded.
 */
export function installModuleHooks(code: NodeCode, places: ModulePlaces): void {
  const layers = places.layers.toReversed()
  const compiled = code.kind === 'compiled' ? { url: pathToFileURL(code.path).href, ...code } : undefined
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier === compiled?.path || specifier === compiled?.url)
        return { url: compiled.url, shortCircuit: true }
      const wanted = inLayer(specifier, layers) ?? specifier
      try {
        return next(wanted, context)
      } catch (error) {
        if (!isNotFound(error)) throw error
        const found = isBare(wanted) ? findElsewhere(wanted, context, next, places) : undefined
        if (found) return found
        if (/^\.{1,2}\//.test(wanted) && context.parentURL) noteMissing(new URL(wanted, context.parentURL))
        throw error
      }
    },
    load(url, context, next) {
      if (url === compiled?.url) {
        const format = url.endsWith('.mjs') ? 'module' : 'commonjs'
        return { format, source: readFileSync(compiled.file, 'utf8'), shortCircuit: true }
      }
      noteLoaded(url)
      const loaded = next(url, context)
      warnOfBundledSdkV2(url, loaded.source)
      if (!sdkV2Configuration.test(url)) return loaded
      return { ...loaded, source: `${loaded.source ? textOf(loaded.source) : ''}${sdkV2Endpoints}` }
    },
  })
}

/** Another packager's output cannot be changed. */
function warnOfBundledSdkV2(url: string, source: LoadFnOutput['source']): void {
  if (!source || url.includes('/node_modules/')) return
  const size = typeof source === 'string' ? source.length : source.byteLength
  if (size < smallestSdkV2 || !textOf(source).includes(sdkV2Mark)) return
  process.stderr.write(
    `${url} has the AWS SDK v2 bundled into it, which does not find the local table: it calls AWS. Leave aws-sdk out of the bundle.\n`,
  )
}

function textOf(source: NonNullable<LoadFnOutput['source']>): string {
  return typeof source === 'string' ? source : new TextDecoder().decode(source)
}

/** Its core alone is larger. */
const smallestSdkV2 = 200_000

type NextResolve = (specifier: string, context?: Partial<ResolveHookContext>) => ResolveFnOutput

/** Set while this file itself asks for a module, which comes through the hook too. */
let isAsking = false

function findElsewhere(
  specifier: string,
  context: ResolveHookContext,
  next: NextResolve,
  { layers, sdk }: ModulePlaces,
): ResolveFnOutput | undefined {
  if (isAsking) return undefined
  const folders = layers.toReversed().flatMap((layer) => [nodeFolder(layer), join(layer, 'nodejs')])
  if (isOfLambda(specifier)) folders.push(sdk)
  isAsking = true
  try {
    for (const folder of folders) {
      const found = resolveFrom(join(folder, 'from.js'), specifier, context, next)
      if (found) return found
    }
  } finally {
    isAsking = false
  }
  return undefined
}

/** `require` keeps its real parent whatever a hook says, so it is asked as if from there. */
function resolveFrom(
  parent: string,
  specifier: string,
  context: ResolveHookContext,
  next: NextResolve,
): ResolveFnOutput | undefined {
  try {
    const parentURL = pathToFileURL(parent).href
    if (context.conditions.includes('import')) return next(specifier, { ...context, parentURL })
    return { url: pathToFileURL(createRequire(parent).resolve(specifier)).href, shortCircuit: true }
  } catch (error) {
    if (isNotFound(error)) return undefined
    throw error
  }
}

/** `nodejs/node24`, which comes before `nodejs`. Source: AWS Lambda guide, "Packaging your layer content". */
function nodeFolder(layer: string): string {
  const major = /nodejs(\d+)\.x/.exec(process.env.AWS_EXECUTION_ENV ?? '')?.[1]
  return join(layer, 'nodejs', `node${major}`)
}

function inLayer(specifier: string, layers: readonly string[]): string | undefined {
  const path = /^(?:file:\/\/)?\/opt\/(.*)$/.exec(specifier)?.[1]
  if (path === undefined) return undefined
  const candidates = layers.flatMap((layer) =>
    ['', '.js', '.json', '.cjs', '.mjs'].map((end) => join(layer, path) + end),
  )
  const found = candidates.find((candidate) => existsSync(candidate))
  return found && (specifier.startsWith('file:') ? pathToFileURL(found).href : found)
}

/** What Lambda has in its own folder. */
function isOfLambda(specifier: string): boolean {
  return /^@(aws-sdk|smithy|aws-crypto)\//.test(specifier)
}

function isBare(specifier: string): boolean {
  return !/^(\.|\/|[a-z]+:)/.test(specifier)
}

function isNotFound(error: unknown): boolean {
  const code = error instanceof Error && Reflect.get(error, 'code')
  return code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND'
}
