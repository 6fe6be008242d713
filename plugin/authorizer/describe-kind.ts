import type { LogSafeText } from './log-safe.ts'
import { logSafe, vouchFor } from './log-safe.ts'

/** What kind of JSON value stands where another was wanted, without the value. */
export function describeKind(value: unknown): LogSafeText {
  if (value === undefined) return logSafe`none`
  if (value === null) return logSafe`null`
  if (Array.isArray(value)) return logSafe`a list`
  return typeof value === 'object' ? logSafe`an object` : logSafe`a ${vouchFor(typeof value)}`
}
