import { performance } from 'node:perf_hooks'
import { clearTimeout, setTimeout } from 'node:timers'

/** Time as an argument, so that tests need not wait for it. */
export interface Clock {
  /** Milliseconds since some fixed moment; never goes back. */
  nowMs(): number
  /** Runs it once, after so many milliseconds, and keeps no process alive for it. @returns what cancels it. */
  after(ms: number, run: () => void): () => void
}

/** Built on this module's own imports: a function may replace the global timers of its process. */
export const systemClock: Clock = {
  nowMs: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms).unref()
    return () => clearTimeout(timer)
  },
}
