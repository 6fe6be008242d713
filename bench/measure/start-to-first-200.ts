import { spawnGroup, stopGroup } from './process-group.ts'
import { BenchError } from './run-context.ts'

/** Something that is started by a command and answers a GET with 200 once it is up. */
export interface Startable {
  readonly name: string
  readonly command: readonly [string, ...string[]]
  readonly cwd: string
  readonly url: string
  /** The headers to send; rejects while the issuer that signs their token is still starting. */
  headers(): Promise<Record<string, string>>
}

const patienceMs = 60_000

/** Milliseconds from the command to the first 200. Then ends it. @throws {BenchError} after a minute. */
export async function startToFirst200(startable: Startable): Promise<number> {
  const begin = performance.now()
  const child = spawnGroup(startable.command, startable.cwd)
  try {
    await firstOk(startable, begin + patienceMs)
    return performance.now() - begin
  } finally {
    await stopGroup(child)
  }
}

async function firstOk(startable: Startable, deadline: number): Promise<void> {
  while (performance.now() < deadline) {
    const status = await attempt(startable).catch(() => 0)
    if (status === 200) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new BenchError(`${startable.name} did not respond with 200 at ${startable.url} within a minute.`)
}

async function attempt({ url, headers }: Startable): Promise<number> {
  const response = await fetch(url, { headers: await headers() })
  await response.arrayBuffer()
  return response.status
}
