import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'

export interface WatchMemoryOptions {
  readonly pid: number
  readonly memoryMb: number
  /** Whether the process has had anything to do since the last look; one that has not is left alone. */
  readonly wasUsed: () => boolean
  /** Called once. */
  readonly onExceeded: () => void
}

const lookEveryMs = 100

/** What an idle Node has of its own: Lambda counts that too, but a Node of Lambda's is smaller than what runs here. */
const nodeItselfMb = 32

/**
 * Watches how much memory a process has that it does not share: V8's heap, which V8 itself bounds, and all beside it, such as
 * Buffers. A look from outside works on one that runs in circles too.
 *
 * @returns what ends the watch.
 */
export function watchMemory({ pid, memoryMb, wasUsed, onExceeded }: WatchMemoryOptions): () => void {
  preferToKill(pid)
  let looking = false
  const look = async () => {
    looking = true
    // Rejects when the process has just ended.
    const usedMb = await readOwnMemoryMb(pid).catch(() => 0)
    looking = false
    if (usedMb <= memoryMb + nodeItselfMb) return
    clearInterval(timer)
    onExceeded()
  }
  const timer = setInterval(() => {
    if (!looking && wasUsed()) void look()
  }, lookEveryMs).unref()
  return () => clearInterval(timer)
}

/** Should it be quicker than the watch, Linux ends it rather than anything else on the machine. */
function preferToKill(pid: number): void {
  writeFile(`/proc/${pid}/oom_score_adj`, '1000').catch(() => {})
}

async function readOwnMemoryMb(pid: number): Promise<number> {
  if (process.platform !== 'linux') return readResidentMb(pid)
  // Some microseconds, since there is no disk behind it; read asynchronously it would take four turns.
  const status = readFileSync(`/proc/${pid}/status`, 'latin1')
  return Number(/^RssAnon:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1_024
}

/** Elsewhere there is only the whole, shared libraries and all. */
async function readResidentMb(pid: number): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)])
  return Number(stdout) / 1_024
}
