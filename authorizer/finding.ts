import type { LogSafeText } from './log-safe.ts'

/** What one check found and expected: settings, kinds, counts and ages. Nothing that the client sent is in it. */
export interface Finding<Check extends string> {
  readonly check: Check
  readonly found: LogSafeText
  readonly wanted: LogSafeText
}

/** A request that a Lambda authorizer or the check of its signature has stopped. */
export interface Stopped<Check extends string, Mistake extends string = string> {
  readonly kind: 'stopped'
  readonly status: 401 | 403 | 500
  /** In the order in which they were made. */
  readonly passed: readonly Finding<Check>[]
  readonly failed: Finding<Check> & { readonly mistake: Mistake }
}
