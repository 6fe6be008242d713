import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { BuildError } from './build-error.ts'
import { bundleHandler } from './bundle-handler.ts'
import { compileWorker } from './compile-worker.ts'
import type { HandlerToLoad, RequirementsMessage, RequirementsRequest } from './requirements-messages.ts'

/** Lambda gives a module ten seconds to load. */
const loadTimeoutMs = 10_000

/**
 * What each function's handler requires of its callers, by the function's key: bundled as for a deploy, loaded in a
 * thread that sees the function's environment only, and not called. Temporary files are removed.
 */
export async function readRequirements(
  dir: string,
  functions: readonly HandlerToLoad[],
): Promise<ReadonlyMap<string, RequirementsMessage>> {
  const folder = await mkdtemp(join(tmpdir(), 'claimcheck-preflight-'))
  try {
    const workerFile = join(folder, 'worker.cjs')
    await writeFile(workerFile, await compileWorker(new URL('./requirements-worker.ts', import.meta.url)))
    const messages = functions.map(async (each) => {
      const outDir = join(folder, each.key)
      return [each.key, await load(dir, outDir, each, workerFile)] as const
    })
    return new Map(await Promise.all(messages))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function load(
  dir: string,
  outDir: string,
  { handler, environment }: HandlerToLoad,
  workerFile: string,
): Promise<RequirementsMessage> {
  try {
    const { file = '', exportPath } = await bundleHandler({ dir, handler, outDir })
    return await ask({ bundleFile: file, exportPath, handler }, workerFile, environment)
  } catch (error) {
    if (error instanceof BuildError) return { kind: 'failed', reason: error.message }
    throw error
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
