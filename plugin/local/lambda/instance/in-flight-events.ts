import type { WorkerFailure } from '../worker-messages.ts'

/** What became of an event that was handed to an instance. */
export type InstanceOutcome =
  | { readonly kind: 'returned'; readonly valueText: string }
  | { readonly kind: 'failed'; readonly failure: WorkerFailure }
  | { readonly kind: 'timed-out' }
  /** It was not begun: somebody else may run it. */
  | { readonly kind: 'handed-back' }

export type Settle = (outcome: InstanceOutcome) => void

/**
 * The events that one process has been handed, in its order. It answers one after the other, and begins none before the answer of
 * the one in front is on its way: so the first here is the only one that may have been begun, and no other can have had an effect.
 */
export interface InFlightEvents {
  readonly length: number
  /** For how long the first has been running, milliseconds. */
  firstRunsMs(): number
  add(requestId: string, settle: Settle): void
  /** An answer has come. @returns false if it is not the first's: then the process cannot be trusted. */
  answer(requestId: string, outcome: InstanceOutcome): boolean
  /** The process has given these back. Others may be on their way to it, so which they are counts, not how many. */
  requeue(requestIds: readonly string[]): void
  /** The process has ended: that is what became of the first. */
  fail(failure: WorkerFailure): void
}

interface Event {
  readonly requestId: string
  readonly settle: Settle
}

export interface EventsInHandOptions {
  /** How long each may run. */
  readonly timeoutMs: number
  /** Called when the first has run for so long, before it is settled: the process is to be ended. */
  readonly onTimeout: () => void
}

export function createEventsInHand({ timeoutMs, onTimeout }: EventsInHandOptions): InFlightEvents {
  const inHand: Event[] = []
  let timer: NodeJS.Timeout | undefined
  let firstSinceMs = 0

  function startClock(): void {
    clearTimeout(timer)
    if (inHand.length === 0) return
    firstSinceMs = performance.now()
    timer = setTimeout(timeOut, timeoutMs)
  }

  /** It stays the first: an answer that comes all the same, before the process ends, is its own and not the next one's. */
  function timeOut(): void {
    const [first] = inHand
    if (!first) return
    inHand[0] = { ...first, settle: () => {} }
    onTimeout()
    first.settle({ kind: 'timed-out' })
  }

  return {
    get length() {
      return inHand.length
    },
    firstRunsMs: () => performance.now() - firstSinceMs,
    add(requestId, settle) {
      inHand.push({ requestId, settle })
      if (inHand.length === 1) startClock()
    },
    answer(requestId, outcome) {
      const [first] = inHand
      if (first?.requestId !== requestId) return false
      inHand.shift()
      startClock()
      first.settle(outcome)
      return true
    },
    requeue(requestIds) {
      const back = inHand.filter(({ requestId }, index) => index > 0 && requestIds.includes(requestId))
      for (const event of back) inHand.splice(inHand.indexOf(event), 1)
      settleLastFirst(back)
    },
    fail(failure) {
      const [first, ...others] = inHand.splice(0)
      clearTimeout(timer)
      settleLastFirst(others)
      first?.settle({ kind: 'failed', failure })
    },
  }
}

/** Each goes to the front of those who wait: so they come to stand there in their own order. */
function settleLastFirst(events: readonly Event[]): void {
  for (const { settle } of events.toReversed()) settle({ kind: 'handed-back' })
}
