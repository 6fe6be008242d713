import type { Clock } from '../../plugin/local/lambda/clock.ts'

/** A clock that stands still until a test moves it. */
export interface ManualClock extends Clock {
  /** Moves time on and runs what is due, in its order. */
  advance(ms: number): void
  /** Settles once something waits for this clock. */
  waitedFor(): Promise<void>
}

export function manualClock(): ManualClock {
  let nowMs = 0
  const timers = new Set<{ readonly atMs: number; readonly run: () => void }>()
  let waited = Promise.withResolvers<void>()

  return {
    nowMs: () => nowMs,
    after(ms, run) {
      const timer = { atMs: nowMs + ms, run }
      timers.add(timer)
      waited.resolve()
      return () => void timers.delete(timer)
    },
    advance(ms) {
      nowMs += ms
      for (const timer of [...timers].sort((one, other) => one.atMs - other.atMs)) {
        if (timer.atMs > nowMs || !timers.delete(timer)) continue
        timer.run()
      }
    },
    async waitedFor() {
      if (timers.size > 0) return
      waited = Promise.withResolvers()
      await waited.promise
    },
  }
}
