import { nameFailure } from './failure.ts'
import type { PoolOutcome } from './pool/pool.ts'

/** The result of one event. The gateway answers a value as it says, a failure with 500, a timeout with 500, throttling with 503. */
export type FunctionResult =
  | { readonly kind: 'returned'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'throttled' }

/** Lambda's limit for a synchronous answer, in bytes of JSON. Source: AWS Lambda quotas. */
const maxResponseBytes = 6_291_556

/** Reads a pool's outcome as Lambda would pass it on; a response above Lambda's limit is a failure. */
export function toFunctionResult(outcome: PoolOutcome): FunctionResult {
  if (outcome.kind === 'init-failed')
    return { kind: 'failed', reason: `failed to load: ${nameFailure(outcome.failure)}` }
  if (outcome.kind === 'failed') return { kind: 'failed', reason: nameFailure(outcome.failure) }
  if (outcome.kind !== 'returned') return outcome
  if (isTooLong(outcome.valueText)) {
    return { kind: 'failed', reason: `the response is longer than Lambda's ${maxResponseBytes} bytes` }
  }
  return { kind: 'returned', value: JSON.parse(outcome.valueText) }
}

function isTooLong(text: string): boolean {
  // No UTF-16 unit takes more than three bytes of UTF-8: short texts need no count.
  return text.length * 3 > maxResponseBytes && Buffer.byteLength(text) > maxResponseBytes
}
