import { isTime } from '../../authorizer/check-times.ts'
import { relativeTime } from '../../authorizer/relative-time.ts'
import { printable } from './printable.ts'

/** A time claim with its date: `2026-11-23T12:44:00Z, 3 minutes ago`. */
export function describeTime(value: unknown, nowMs: number): string {
  if (value === undefined) return 'none'
  if (!isTime(value)) return printable(value)
  const date = new Date(value * 1_000)
  const shown = Number.isNaN(date.getTime()) ? `${value} s` : formatDate(date)
  return `${shown}, ${relativeTime(value, nowMs)}`
}

/** ISO 8601 without the milliseconds, which are always 0. */
export function formatDate(date: Date): string {
  return date.toISOString().replace(/\.\d{3}Z$/, 'Z')
}
