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

/** Every contender once a round, in turn, so that a busy spell of the machine meets all of them. */
export async function measureStarts(contenders: readonly Contender[], rounds: number): Promise<StartTimes[]> {
  const times = contenders.map(() => [] as number[])
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, contender] of contenders.entries()) times[index]?.push(await startMs(contender))
  }
  for (const contender of contenders) await contender.end()
  return times.map((allMs) => ({ medianMs: median(allMs), allMs }))
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
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
