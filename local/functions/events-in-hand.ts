import type { WorkerFailure } from './worker-messages.ts'

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
export interface EventsInHand {
  readonly length: number
  /** For how long the first has been running, milliseconds. */
  firstRunsMs(): number
  add(settle: Settle): void
  /** The first has been answered. */
  answer(outcome: InstanceOutcome): void
  /** The process has given so many back, the last ones. */
  handBack(count: number): void
  /** The process has ended: that is what became of the first. */
  fail(failure: WorkerFailure): void
}

export interface EventsInHandOptions {
  /** How long each may run. */
  readonly timeoutMs: number
  /** Called when the first has run for so long, before it is settled: the process is to be ended. */
  readonly onTimeout: () => void
}

export function createEventsInHand({ timeoutMs, onTimeout }: EventsInHandOptions): EventsInHand {
  const inHand: Settle[] = []
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
    const [first] = inHand.splice(0, 1, () => {})
    onTimeout()
    first?.({ kind: 'timed-out' })
  }

  return {
    get length() {
      return inHand.length
    },
    firstRunsMs: () => performance.now() - firstSinceMs,
    add(settle) {
      inHand.push(settle)
      if (inHand.length === 1) startClock()
    },
    answer(outcome) {
      const first = inHand.shift()
      startClock()
      first?.(outcome)
    },
    handBack(count) {
      const behindFirst = Math.min(count, inHand.length - 1)
      if (behindFirst > 0) settleLastFirst(inHand.splice(-behindFirst))
    },
    fail(failure) {
      const [first, ...others] = inHand.splice(0)
      clearTimeout(timer)
      settleLastFirst(others)
      first?.({ kind: 'failed', failure })
    },
  }
}

/** Each goes to the front of those who wait: so they come to stand there in their own order. */
function settleLastFirst(all: readonly Settle[]): void {
  for (const settle of all.toReversed()) settle({ kind: 'handed-back' })
}
