import { spawnGroup, stopGroup } from './process-group.ts'
import { BenchError } from './run-context.ts'

/** A server that was started by a command, in its own process group. */
export interface RunningServer {
  readonly pid: number
  /** Interrupts the whole group; settles when its leader has ended. */
  stop(): Promise<void>
}

/** Starts it and waits until the URL responds, with any status. @throws {BenchError} after a minute. */
export async function startServer(
  command: readonly [string, ...string[]],
  cwd: string,
  url: string,
): Promise<RunningServer> {
  const child = spawnGroup(command, cwd)
  const stop = () => stopGroup(child)
  const { pid } = child
  if (pid === undefined) throw new BenchError(`${command[0]} cannot be started.`)
  await untilAnswers(url, Date.now() + 60_000).catch(async (error) => {
    await stop()
    throw error
  })
  return { pid, stop }
}

async function untilAnswers(url: string, deadlineMs: number): Promise<void> {
  while (Date.now() < deadlineMs) {
    const answered = await fetch(url).then(
      (response) => response.arrayBuffer().then(() => true),
      () => false,
    )
    if (answered) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new BenchError(`Nothing answered at ${url} within a minute.`)
}
