import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

/** Something that is started by a command and answers GET /profile with 200 once it is up. */
export interface Contender {
  readonly name: string
  readonly command: readonly [string, ...string[]]
  readonly cwd: string
  readonly url: string
  /** The headers to send, once they can be had: a token of an issuer that is only just starting. */
  headers(): Promise<Record<string, string>>
  /** Runs after the last round. */
  end(): Promise<void>
}

export interface StartTimes {
  readonly medianMs: number
  readonly allMs: readonly number[]
}

export async function medianStartMs(contender: Contender, rounds: number): Promise<StartTimes> {
  const allMs: number[] = []
  for (let round = 0; round < rounds; round += 1) allMs.push(await startMs(contender))
  await contender.end()
  const sorted = allMs.toSorted((a, b) => a - b)
  return { medianMs: sorted[Math.floor(rounds / 2)] ?? Number.NaN, allMs }
}

async function startMs(contender: Contender): Promise<number> {
  const [program, ...args] = contender.command
  const begin = performance.now()
  const child = spawn(program, args, { cwd: contender.cwd, stdio: 'ignore', detached: true })
  try {
    await firstOk(contender, begin + 30_000)
    return performance.now() - begin
  } finally {
    await stop(child)
  }
}

async function firstOk(contender: Contender, deadline: number): Promise<void> {
  while (performance.now() < deadline) {
    const status = await attempt(contender).catch(() => 0)
    if (status === 200) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error(`${contender.name} gave no 200 at ${contender.url} within 30 s.`)
}

async function attempt({ url, headers }: Contender): Promise<number> {
  const response = await fetch(url, { headers: await headers() })
  await response.arrayBuffer()
  return response.status
}

/** The whole process group, as Ctrl-C in a terminal does. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return
  const ended = once(child, 'exit')
  process.kill(-child.pid, 'SIGINT')
  await ended
}
