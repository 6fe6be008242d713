import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** A process that does not end on SIGTERM is killed after this. */
const graceMs = 5000

/** Ends a detached child and every process that it started; resolves when it has ended. */
export async function endProcessGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  signalGroup(child.pid, 'SIGTERM')
  const late = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), graceMs)
  await ended
  clearTimeout(late)
  signalGroup(child.pid, 'SIGKILL')
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal)
  } catch {
    // It has ended.
  }
}
