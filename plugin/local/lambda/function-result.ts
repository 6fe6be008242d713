import { nameFailure } from './failure.ts'
import { lostChannelFailure } from './instance/process-failure.ts'
import type { PoolOutcome } from './pool/pool.ts'
import { isTooLong, maxResponseBytes } from './response-limit.ts'

/** The result of one event. The gateway answers a value as it says, a failure with 500, a timeout with 500, throttling with 503. */
export type FunctionResult =
  | { readonly kind: 'returned'; readonly value: unknown }
  | FunctionFailure
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'throttled' }

export interface FunctionFailure {
  readonly kind: 'failed'
  /** In one line, for the log. */
  readonly reason: string
  /** Set where no handler ran. */
  readonly phase?: 'build' | 'load'
  /** Lambda's name of the kind of error: `Runtime.OutOfMemory`. */
  readonly errorType?: string
  /** It does not run on this machine, and why: the gateway answers 501 with it. */
  readonly notServed?: string
}

/** Reads a pool's outcome as Lambda would pass it on; a response above Lambda's limit is a failure. */
export function toFunctionResult(outcome: PoolOutcome): FunctionResult {
  if (outcome.kind === 'init-failed' || outcome.kind === 'failed') {
    const { kind, failure } = outcome
    const isLoad = kind === 'init-failed'
    return {
      kind: 'failed',
      reason: `${isLoad ? 'failed to load: ' : ''}${nameFailure(failure)}`,
      errorType: failure.errorType,
      ...(isLoad && { phase: 'load' }),
    }
  }
  if (outcome.kind !== 'returned') return outcome
  if (isTooLong(outcome.valueText)) {
    const reason = `the response is longer than Lambda's ${maxResponseBytes} bytes`
    return { kind: 'failed', reason, errorType: 'Function.ResponseSizeTooLarge' }
  }
  return parseValue(outcome.valueText)
}

/** A function can write into the channel too, where it may put text that is no JSON into its own response. */
function parseValue(valueText: string): FunctionResult {
  try {
    return { kind: 'returned', value: JSON.parse(valueText) }
  } catch {
    return { kind: 'failed', reason: nameFailure(lostChannelFailure()) }
  }
}
