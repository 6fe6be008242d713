/**
 * Prefetch: a function whose last event was over within a millisecond is handed its next ones ahead, up to eight at a time.
 *
 * Gain: 1.3 to 1.7 times the requests per second at 50 connections, because waking a process costs more than a quick event does.
 * Cost: this file, and one rule for everybody else: an event may come back from an instance, not begun (`requeued`), and then goes to
 * the front of those that wait. `startFunctions({ prefetch: false })` switches it off; an instance then has one event at a time.
 *
 * What holds: an answer carries its event's id. The first unanswered event is the only one that can have been begun. When the process
 * dies that one fails, and the others go to another instance in their order. Nothing is answered twice.
 */
import type { Clock } from '../clock.ts'
import type { WorkerEvent, WorkerFailure } from '../worker-messages.ts'

/** What is over sooner than this costs less than waking the process for each event does. */
const quickMs = 1

/** Handing over more at a time would gain little, and have events wait behind one that is not quick after all. */
const maxInFlight = 8

/** An event that takes longer than this is not quick, and others had better not wait behind it. */
const patienceMs = 5

/** What became of an event that was handed to an instance. */
export type InstanceOutcome =
  | { readonly kind: 'returned'; readonly valueText: string }
  | { readonly kind: 'failed'; readonly failure: WorkerFailure }
  | { readonly kind: 'timed-out' }
  /** It was not begun: another instance may run it. */
  | { readonly kind: 'requeued' }

export type Settle = (outcome: InstanceOutcome) => void

/** Gets the lines that the process writes while it has an event. */
export type OnWritten = ((line: string) => void) | undefined

/** The host's side: the events that one process has been handed, in its order. */
export interface InFlightEvents {
  readonly length: number
  /** For how long the first has been running, milliseconds. */
  firstRunsMs(): number
  /** Whether one more may be handed over now. */
  hasRoom(): boolean
  /** How long the last event took, milliseconds; undefined when it has not returned a value. */
  tookMs(ms: number | undefined): void
  add(requestId: string, settle: Settle, onWritten?: OnWritten): void
  /** A line has come from the process: passed on to the event that it most likely belongs to. */
  write(line: string): void
  /** An answer has come. @returns false if it is not the first's: then the process cannot be trusted. */
  answer(requestId: string, outcome: InstanceOutcome): boolean
  /** The process has given these back. More may be on their way to it, so which they are counts, not how many. */
  requeue(requestIds: readonly string[]): void
  /** The process has ended, for this reason: the first fails, unless it is known not to have begun, and the others are requeued. */
  fail(failure: WorkerFailure, hasFirstBegun?: boolean): void
}

interface InFlightEvent {
  readonly requestId: string
  readonly settle: Settle
  readonly onWritten: OnWritten
}

export interface InFlightEventsOptions {
  /** How long each may run. */
  readonly timeoutMs: number
  readonly prefetch: boolean
  readonly clock: Clock
  /** Called when the first has run for so long, before it is settled: the process must be ended. */
  readonly onTimeout: () => void
}

export function createInFlightEvents(options: InFlightEventsOptions): InFlightEvents {
  const { timeoutMs, prefetch, clock, onTimeout } = options
  const events: InFlightEvent[] = []
  let stopClock = () => {}
  let firstSinceMs = 0
  let limit = 1
  let lastWritten: OnWritten
  let isAnswering = false

  function startClock(): void {
    stopClock()
    if (events.length === 0) return
    firstSinceMs = clock.nowMs()
    stopClock = clock.after(timeoutMs, timeOut)
  }

  /**
   * Output and answers come by different pipes, which are read in any order within a turn of the event loop: what comes in the turn of an
   * answer belongs to the event that was answered. On a busy machine that may be a line of the next event.
   */
  function keepWriter({ onWritten }: InFlightEvent): void {
    lastWritten = onWritten
    if (!onWritten || isAnswering) return
    isAnswering = true
    setImmediate(() => {
      isAnswering = false
    })
  }

  /** It stays the first: an answer that still comes before the process ends is its own and not the next one's. */
  function timeOut(): void {
    const [first] = events
    if (!first) return
    events[0] = { ...first, settle: () => {} }
    onTimeout()
    first.settle({ kind: 'timed-out' })
  }

  return {
    get length() {
      return events.length
    },
    firstRunsMs: () => clock.nowMs() - firstSinceMs,
    hasRoom: () => events.length < limit,
    tookMs(ms) {
      limit = prefetch && ms !== undefined && ms < quickMs ? maxInFlight : 1
    },
    add(requestId, settle, onWritten) {
      events.push({ requestId, settle, onWritten })
      if (events.length === 1) startClock()
    },
    write(line) {
      const [first] = events
      const onWritten = isAnswering || !first ? lastWritten : first.onWritten
      onWritten?.(line)
    },
    answer(requestId, outcome) {
      const [first] = events
      if (first?.requestId !== requestId) return false
      events.shift()
      keepWriter(first)
      startClock()
      first.settle(outcome)
      return true
    },
    requeue(requestIds) {
      const back = events.filter(({ requestId }, index) => index > 0 && requestIds.includes(requestId))
      for (const event of back) events.splice(events.indexOf(event), 1)
      requeueLastFirst(back)
    },
    fail(failure, hasFirstBegun = true) {
      const [first, ...others] = hasFirstBegun ? events.splice(0) : [undefined, ...events.splice(0)]
      stopClock()
      requeueLastFirst(others)
      first?.settle({ kind: 'failed', failure })
    },
  }
}

/** Each goes to the front of those that wait, so they end up there in their own order. */
function requeueLastFirst(events: readonly (InFlightEvent | undefined)[]): void {
  for (const event of events.toReversed()) event?.settle({ kind: 'requeued' })
}

export interface EventQueueOptions {
  /** Runs one event and sends its answer; settles when the operating system has the answer. Never rejects. */
  readonly run: (event: WorkerEvent) => Promise<void>
  /** Reports which events are given back, not begun. */
  readonly requeue: (events: readonly WorkerEvent[]) => void
  readonly clock: Clock
}

/** The worker's side: the events that have come and are not begun. */
export interface EventQueue {
  add(event: WorkerEvent): void
}

/**
 * Runs the events of an instance one after the other. Those that came ahead of their turn are given back as soon as the one in
 * front takes long, so that another instance can run them.
 */
export function createEventQueue({ run, requeue, clock }: EventQueueOptions): EventQueue {
  const events: WorkerEvent[] = []
  let hasTimer = false
  let runsSinceMs: number | undefined

  async function runAll(): Promise<void> {
    for (let event = events.shift(); event !== undefined; event = events.shift()) {
      runsSinceMs = clock.nowMs()
      await run(event)
    }
    runsSinceMs = undefined
  }

  function requeueIfSlow(): void {
    hasTimer = false
    if (runsSinceMs === undefined || events.length === 0) return
    const leftMs = runsSinceMs + patienceMs - clock.nowMs()
    if (leftMs <= 0) return void requeue(events.splice(0))
    hasTimer = true
    clock.after(leftMs, requeueIfSlow)
  }

  return {
    add(event) {
      events.push(event)
      if (runsSinceMs === undefined) void runAll()
      else if (!hasTimer) requeueIfSlow()
    },
  }
}
