import { readFileSync } from 'node:fs'

/** Tells how one event used its time. */
export interface EventTimer {
  /** `waited`: most of it was not computing. */
  stop(): { readonly tookMs: number; readonly waited: boolean }
}

/**
 * Starts to measure an event of a process, by the time that its main thread has had a processor (`/proc/PID/schedstat`, Linux). Where
 * that cannot be known the event counts as one that waits, so that others are not held up by it.
 */
export function startEventTimer(pid: number | undefined): EventTimer {
  const sinceMs = performance.now()
  const computedMs = readProcessorMs(pid)
  return {
    stop() {
      const tookMs = performance.now() - sinceMs
      return { tookMs, waited: !(readProcessorMs(pid) - computedMs > tookMs / 2) }
    },
  }
}

/** NaN where it is not known. */
function readProcessorMs(pid: number | undefined): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'latin1').split(' ', 1)[0]) / 1e6
  } catch {
    return Number.NaN
  }
}
