import { randomUUID } from 'node:crypto'
import type { WorkerFailure } from '../worker-messages.ts'
import { createEventsInHand, type Settle } from './in-flight-events.ts'
import type { InstanceMessage, StartProcessOptions } from './instance-process.ts'
import { startProcess } from './instance-process.ts'
import { describeLateInit } from './process-failure.ts'

export interface StartInstanceOptions
  extends Omit<StartProcessOptions, 'wasUsed' | 'onMessage' | 'onEnding' | 'onEnd'> {
  /** How long loading may take. Lambda gives 10 s. */
  readonly initTimeoutMs: number
}

export type InitOutcome =
  | { readonly kind: 'ready'; readonly takesCallback: boolean }
  | { readonly kind: 'init-failed'; readonly failure: WorkerFailure }

/** One event as the pool hands it over. */
export interface InstanceEvent {
  readonly eventText: string
  readonly traceId: string | undefined
}

/** One warm copy of a function: a process of its own, one event at a time. */
export interface Instance {
  /** Settles when the handler is loaded or cannot be; never rejects. */
  readonly loaded: Promise<InitOutcome>
  /** False once the process has ended or is being ended. */
  isAlive(): boolean
  isIdle(): boolean
  /** True while it does nothing but compute, as far as one can tell: another instance then helps only where a processor is free. */
  isComputing(): boolean
  /** True when it is idle; and, while its events are quick, until it has a few to run after the present one. */
  hasRoom(): boolean
  /** Hands an event over. `settle` is called once, from a later turn of the event loop. */
  invoke(event: InstanceEvent, settle: Settle): void
  end(): Promise<void>
}

/** An event that takes longer is not like the last one, which was all computing. */
const surelyWaitingMs = 250

/** What is over sooner than this costs less than waking the process for each event does. */
const quickMs = 1

/** Handing over more at a time would gain little, and have events wait behind one that is not quick after all. */
const maxInFlight = 8

/** Starts an instance and loads its handler. */
export function startInstance(options: StartInstanceOptions): Instance {
  const loading = Promise.withResolvers<InitOutcome>()
  let alive = true
  let toldToEnd = false
  let used = true
  /** Until the first answer it is taken for granted. */
  let isLastComputed = true
  let isLastQuick = false
  let isLoaded = false

  const inHand = createEventsInHand({ timeoutMs: options.timeoutMs, onTimeout: () => void end() })

  function take(message: InstanceMessage): void {
    if (message.kind === 'ready' || message.kind === 'init-failed') return void loading.resolve(message)
    isLastComputed = message.kind === 'returned' && !message.waited
    isLastQuick = message.kind === 'returned' && message.tookMs < quickMs
    if (message.kind === 'handed-back') inHand.requeue(message.requestIds)
    else if (!inHand.answer(message.requestId, message)) void end()
  }

  /** What was sent before the end has come by now: an answer already given counts. */
  function stopped(failure: WorkerFailure): void {
    if (!toldToEnd && isLoaded && inHand.length === 0) {
      options.log(`${failure.errorType}: ${failure.errorMessage} (between two events)`)
    }
    loading.resolve({ kind: 'init-failed', failure })
    inHand.fail(failure)
  }

  async function end(): Promise<void> {
    alive = false
    toldToEnd = true
    await child.kill()
  }

  const child = startProcess({
    ...options,
    wasUsed() {
      const wasUsed = used || inHand.length > 0
      used = false
      return wasUsed
    },
    onMessage: take,
    onEnding() {
      alive = false
    },
    onEnd: stopped,
  })

  const late = setTimeout(() => {
    loading.resolve({ kind: 'init-failed', failure: describeLateInit(options.initTimeoutMs) })
  }, options.initTimeoutMs)
  void loading.promise.then(({ kind }) => {
    clearTimeout(late)
    isLoaded = kind === 'ready'
    if (!isLoaded) void end()
  })

  return {
    loaded: loading.promise,
    isAlive: () => alive,
    isIdle: () => inHand.length === 0,
    isComputing: () => isLastComputed && (inHand.length === 0 || inHand.firstRunsMs() < surelyWaitingMs),
    hasRoom: () => inHand.length < (isLastQuick ? maxInFlight : 1),
    end,
    invoke(event, settle) {
      used = true
      const requestId = randomUUID()
      inHand.add(requestId, settle)
      child.send({ ...event, requestId })
    },
  }
}
