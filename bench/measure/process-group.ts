import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

const running = new Set<ChildProcess>()

/** Starts a command in its own process group; its output is discarded. */
export function spawnGroup([program, ...args]: readonly [string, ...string[]], cwd: string): ChildProcess {
  const child = spawn(program, args, { cwd, stdio: 'ignore', detached: true })
  running.add(child)
  return child.once('exit', () => running.delete(child))
}

/** Interrupts the whole group, as Ctrl-C in a terminal does, and waits for its leader. */
export async function stopGroup(child: ChildProcess): Promise<void> {
  if (!running.has(child) || child.pid === undefined) return
  const ended = once(child, 'exit')
  process.kill(-child.pid, 'SIGINT')
  await ended
}

/** Ends every group that still runs: the terminal's Ctrl-C does not reach them. */
export async function stopGroups(): Promise<void> {
  await Promise.all([...running].map(stopGroup))
}
