import type { LogSafeText } from './log-safe.ts'
import { vouchFor } from './log-safe.ts'

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const

const format = new Intl.RelativeTimeFormat('en', { numeric: 'always' })

/** `3 minutes ago` or `in 2 hours`, in the largest unit that fits twice, so that rounding is off by a quarter at most. */
export function relativeTime(timeSeconds: number, nowMs: number): LogSafeText {
  const seconds = timeSeconds - nowMs / 1_000
  const [unit, length] = units.find(([, each]) => Math.abs(seconds) >= 2 * each) ?? units[3]
  return vouchFor(format.format(awayFromZero(seconds / length), unit))
}

/** A started second counts, so that nothing happens `in 0 seconds`; more than that is rounded. */
function awayFromZero(count: number): number {
  return Math.abs(count) < 1 ? Math.sign(count) : Math.round(count)
}
