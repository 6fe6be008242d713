import type { Worker } from 'node:worker_threads'

export interface WatchMemoryOptions {
  readonly worker: Worker
  readonly memoryMb: number
  /** Whether the thread has had anything to do since the last look; one that has not is left alone. */
  readonly wasUsed: () => boolean
  /** Called once. */
  readonly onExceeded: () => void
}

const lookEveryMs = 200

/**
 * Watches what a thread keeps outside of V8's heap: Buffers, mostly. The heap itself is bounded by V8. A look
 * interrupts even a thread that runs in circles.
 */
export function watchMemory({ worker, memoryMb, wasUsed, onExceeded }: WatchMemoryOptions): void {
  let looking = false
  const look = async () => {
    looking = true
    // Rejects when the thread has just ended.
    const statistics = await worker.getHeapStatistics().catch(() => undefined)
    looking = false
    if (!statistics || statistics.external_memory <= memoryMb * 1024 * 1024) return
    clearInterval(timer)
    onExceeded()
  }
  const timer = setInterval(() => {
    if (!looking && wasUsed()) void look()
  }, lookEveryMs).unref()
  worker.once('exit', () => clearInterval(timer))
}
