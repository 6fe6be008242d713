import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { bundleHandler } from './bundle-handler.ts'
import type { BundleSettings } from './bundle-settings.ts'
import { compileWorker } from './compile-worker.ts'
import { type HandlerPath, parseHandlerPath } from './handler-path.ts'
import type { HandlerToLoad, RequirementsMessage, RequirementsRequest } from './requirements-messages.ts'

/** Lambda gives a module ten seconds to load. */
const loadTimeoutMs = 10_000

/**
 * What each function's handler requires of its callers, by the function's key: loaded in a thread that sees the function's
 * environment only, and not called. JavaScript is loaded where it lies, as on Lambda, so that it finds the files beside it; what cannot be
 * loaded so, and TypeScript, is bundled first. Temporary files are removed.
 *
 * @param settings how claimcheck bundles the service's functions, if it does.
 */
export async function readRequirements(
  dir: string,
  functions: readonly HandlerToLoad[],
  settings: BundleSettings | undefined,
): Promise<ReadonlyMap<string, RequirementsMessage>> {
  const folder = await mkdtemp(join(tmpdir(), 'claimcheck-preflight-'))
  try {
    const workerFile = join(folder, 'worker.cjs')
    await writeFile(workerFile, await compileWorker(new URL('./requirements-worker.ts', import.meta.url)))
    const messages = functions.map(async (each) => {
      const place = { dir, outDir: join(folder, each.key), workerFile, settings }
      return [each.key, await load(each, place)] as const
    })
    return new Map(await Promise.all(messages))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

interface Place {
  readonly dir: string
  readonly outDir: string
  readonly workerFile: string
  readonly settings: BundleSettings | undefined
}

async function load(each: HandlerToLoad, place: Place): Promise<RequirementsMessage> {
  const { codeDir } = each
  const packaged = codeDir === undefined ? undefined : await loadSource(each, { ...place, dir: codeDir })
  if (packaged?.kind === 'loaded') return packaged
  const asItIs = await loadSource(each, place)
  if (asItIs?.kind === 'loaded') return asItIs
  const bundled = await loadBundle(each, place)
  return bundled.kind === 'loaded' ? bundled : (packaged ?? asItIs ?? bundled)
}

/** Undefined for a handler that is not JavaScript. */
async function loadSource(
  { handler, environment }: HandlerToLoad,
  { dir, workerFile }: Place,
): Promise<RequirementsMessage | undefined> {
  const path = tryParse(handler)
  const files = ['.js', '.mjs', '.cjs'].map((extension) => join(dir, `${path?.modulePath}${extension}`))
  const file = files.find((name) => existsSync(name))
  if (!path || file === undefined) return undefined
  return ask({ file, exportPath: path.exportPath, handler }, workerFile, environment)
}

function tryParse(handler: string): HandlerPath | undefined {
  try {
    return parseHandlerPath(handler)
  } catch {
    return undefined
  }
}

/** As an ES module where that is the only way: top-level await. */
async function loadBundle(
  { handler, environment }: HandlerToLoad,
  { dir, outDir, workerFile, settings }: Place,
): Promise<RequirementsMessage> {
  const bundleAs = (format: 'cjs' | 'esm') =>
    bundleHandler({
      ...{ dir, handler, outDir, missingSdk: "claimcheck's own" },
      settings: { ...settings, format, define: { ...settings?.define, ...placeOf(dir, handler) } },
    })
  try {
    const { file = '', exportPath } = await bundleAs('cjs').catch((failure: Error) =>
      bundleAs('esm').catch(() => Promise.reject(failure)),
    )
    return await ask({ file, exportPath, handler }, workerFile, environment)
  } catch (error) {
    return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) }
  }
}

/** The bundle lies elsewhere, and must find the files beside its source. */
function placeOf(dir: string, handler: string): Readonly<Record<string, string>> {
  const file = join(dir, `${parseHandlerPath(handler).modulePath}.js`)
  const [folder, name, url] = [dirname(file), file, pathToFileURL(file).href].map((text) =>
    JSON.stringify(text),
  )
  return {
    ...{ __dirname: `${folder}`, __filename: `${name}` },
    ...{ 'import.meta.dirname': `${folder}`, 'import.meta.filename': `${name}`, 'import.meta.url': `${url}` },
  }
}

async function ask(
  request: RequirementsRequest,
  workerFile: string,
  environment: Readonly<Record<string, string>>,
): Promise<RequirementsMessage> {
  const worker = new Worker(workerFile, {
    workerData: request,
    env: { ...environment },
    argv: [],
    stdout: true,
    stderr: true,
  })
  const { promise, resolve } = Promise.withResolvers<RequirementsMessage>()
  const late = setTimeout(
    () => resolve({ kind: 'failed', reason: `it did not load within ${loadTimeoutMs} ms` }),
    loadTimeoutMs,
  )
  worker.on('message', resolve)
  worker.on('error', (error) => resolve({ kind: 'failed', reason: String(error) }))
  worker.on('exit', () => resolve({ kind: 'failed', reason: 'it ended its own process' }))
  const message = await promise
  clearTimeout(late)
  await worker.terminate()
  return message
}
