import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

/** A server that was started by a command, as a process group of its own. */
export interface RunningServer {
  readonly pid: number
  /** Settles when the whole group has been told to end and its leader has. */
  stop(): Promise<void>
}

/** Starts it and waits until the URL answers, whatever it says. */
export async function startServer(
  [program, ...args]: readonly [string, ...string[]],
  cwd: string,
  url: string,
): Promise<RunningServer> {
  const child = spawn(program, args, { cwd, stdio: 'ignore', detached: true })
  const stop = () => stopGroup(child)
  const { pid } = child
  if (pid === undefined) throw new Error(`${program} cannot be started.`)
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
  throw new Error(`Nothing answered at ${url} within a minute.`)
}

/** The whole process group, as Ctrl-C in a terminal does. */
async function stopGroup(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const ended = once(child, 'exit')
  process.kill(-child.pid, 'SIGINT')
  await ended
}
