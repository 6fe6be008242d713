import { execFile } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'

/** Waits until a process runs no more; one that nobody has asked for its exit code (a zombie) does not run. */
export async function untilEnded(pid: number, withinMs: number): Promise<boolean> {
  const deadlineMs = Date.now() + withinMs
  while (await isRunning(pid)) {
    if (Date.now() > deadlineMs) return false
    await wait(20)
  }
  return true
}

export async function isRunning(pid: number): Promise<boolean> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'stat=', '-p', String(pid)]).catch(() => ({
    stdout: '',
  }))
  return stdout.trim() !== '' && !stdout.startsWith('Z')
}
