import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

const running = new Set<ChildProcess>()

/** Starts a command as a process group of its own; what it prints goes nowhere. */
export function spawnGroup([program, ...args]: readonly [string, ...string[]], cwd: string): ChildProcess {
  const child = spawn(program, args, { cwd, stdio: 'ignore', detached: true })
  running.add(child)
  return child.once('exit', () => running.delete(child))
}

/** Tells the whole group to end, as Ctrl-C in a terminal does, and waits for its leader. */
export async function stopGroup(child: ChildProcess): Promise<void> {
  if (!running.has(child)) return
  const ended = once(child, 'exit')
  interrupt(child)
  await ended
}

/** Tells every group that still runs to end: the terminal's Ctrl-C does not reach them. */
export function interruptGroups(): void {
  for (const child of running) interrupt(child)
}

function interrupt({ pid }: ChildProcess): void {
  if (pid !== undefined) process.kill(-pid, 'SIGINT')
}
