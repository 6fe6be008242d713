import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { cp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { ApiName } from '../case-shape.ts'
import { serverlessCommand, serviceDir } from './target.ts'

const run = promisify(execFile)

export interface DeployServiceOptions {
  readonly api: ApiName
  /** Holds a copy of the service: two deployments from one folder would write over each other's packages. */
  readonly outDir: string
  readonly env: Readonly<Record<string, string>>
  readonly signal: AbortSignal
}

/**
 * Deploys one API with the real `serverless deploy`.
 *
 * @returns the id of the API.
 * @throws {Error} saying what the command says went wrong.
 */
export async function deployService({ api, outDir, env, signal }: DeployServiceOptions): Promise<string> {
  const folder = join(outDir, api)
  await cp(serviceDir, folder, { recursive: true })
  // The plugin that serves the API here has no part in deploying it, and cannot be loaded from a copy.
  await writeFile(join(folder, 'no-plugin.cjs'), 'module.exports = class NoPlugin {}\n')
  const output = await runServerless(['deploy', '--config', `${api}.yml`], {
    cwd: folder,
    env: { ...process.env, ...env, CONFORMANCE_PLUGIN: './no-plugin.cjs' },
    signal,
  })
  const id = /https:\/\/(\w+)\.execute-api\./.exec(output)?.[1]
  if (id === undefined) throw new Error('serverless deploy names no endpoint')
  return id
}

type RunOptions = Readonly<{ cwd: string; env: NodeJS.ProcessEnv; signal: AbortSignal }>

async function runServerless(args: readonly string[], options: RunOptions): Promise<string> {
  const [program, script] = serverlessCommand
  const running = run(program, [script, ...args], options)
  // A rejection comes before the end of a process that is stopped, and it writes until then.
  const ended = once(running.child, 'exit').catch(() => {})
  try {
    const { stdout, stderr } = await running
    return stdout + stderr
  } catch (error) {
    await ended
    options.signal.throwIfAborted()
    throw new Error(explain(error))
  }
}

/** Serverless writes what went wrong below a line `Error:`. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const output = `${Reflect.get(error, 'stdout') ?? ''}${Reflect.get(error, 'stderr') ?? ''}`
  return /^Error:\n(.+)/m.exec(output)?.[1] ?? error.message
}
