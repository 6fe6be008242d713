import { randomUUID } from 'node:crypto'
import { systemClock } from '../clock.ts'
import type { WorkerFailure, WorkerMessage } from '../worker-messages.ts'
import type {
  InstanceMessage,
  InstanceProcess,
  ProcessListener,
  StartProcessOptions,
} from './instance-process.ts'
import { startProcess } from './instance-process.ts'
import { createInFlightEvents, type Settle } from './prefetch.ts'
import { lateInitFailure } from './process-failure.ts'

/** What every instance has, whatever its runtime. */
export interface InstanceOptions {
  /** How long each event may run. */
  readonly timeoutMs: number
  /** How long loading may take. Lambda gives 10 s. */
  readonly initTimeoutMs: number
  /** Hands a quick function its next events ahead. */
  readonly prefetch: boolean
  readonly log: (line: string) => void
}

export type StartInstanceOptions = StartProcessOptions & InstanceOptions

export type InitOutcome =
  | Extract<WorkerMessage, { kind: 'ready' }>
  | { readonly kind: 'init-failed'; readonly failure: WorkerFailure }

/** One event as the pool hands it over. */
export interface InstanceEvent {
  readonly eventText: string
  readonly traceId: string | undefined
  /** JSON that a caller by the Invoke API sent beside the event. */
  readonly clientContext?: string
  /** Called with each line that the function writes while it has this event. */
  readonly onWritten?: ((line: string) => void) | undefined
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
  /** True when it can be handed an event now. */
  hasRoom(): boolean
  /** Hands an event over. `settle` is called once, from a later turn of the event loop. */
  invoke(event: InstanceEvent, settle: Settle): void
  end(): Promise<void>
}

/** An event that takes longer is not like the last one, which was all computing. */
const surelyWaitingMs = 250

/**
 * `failing`: it has loaded and takes no more events, because it has ended or is being ended for the memory it uses; while it was still
 * loading that is `failing-load`. `stopped`: it was ended from here.
 */
type State = 'loading' | 'ready' | 'failing-load' | 'failing' | 'stopped'

function isLast(message: InstanceMessage): boolean {
  return message.kind === 'returned' && message.isLast === true
}

/** Starts an instance of Node.js and loads its handler. */
export function startInstance(options: StartInstanceOptions): Instance {
  return createInstance((listener, log) => startProcess({ ...options, log }, listener), options)
}

/** @param startOne starts the process, which tells the listener what becomes of it and passes on what it writes. */
export function createInstance(
  startOne: (listener: ProcessListener, log: (line: string) => void) => InstanceProcess,
  options: InstanceOptions,
): Instance {
  const loading = Promise.withResolvers<InitOutcome>()
  let state: State = 'loading'
  let used = true
  /** Until the first answer it is taken for granted. */
  let isLastComputed = true

  const { timeoutMs, prefetch } = options
  const inFlight = createInFlightEvents({
    timeoutMs,
    prefetch,
    clock: systemClock,
    onTimeout: () => void end(),
  })

  function take(message: InstanceMessage): void {
    if (message.kind === 'ready') markLoaded()
    if (message.kind === 'ready' || message.kind === 'init-failed') return void loading.resolve(message)
    isLastComputed = message.kind === 'returned' && !message.waited
    inFlight.tookMs(message.kind === 'returned' ? message.tookMs : undefined)
    if (message.kind === 'requeued') inFlight.requeue(message.requestIds)
    else if (!inFlight.answer(message.requestId, message) || isLast(message)) void end()
  }

  function markLoaded(): void {
    if (state === 'loading') state = 'ready'
    if (state === 'failing-load') state = 'failing'
  }

  function markFailing(): void {
    if (state === 'loading') state = 'failing-load'
    if (state === 'ready') state = 'failing'
  }

  /** What was sent before the end has come by now: an answer already given counts. */
  function stopped(failure: WorkerFailure, hasBegun = true): void {
    if (state === 'failing' && (inFlight.length === 0 || !hasBegun)) {
      options.log(`${failure.errorType}: ${failure.errorMessage} (between two events)`)
    }
    loading.resolve({ kind: 'init-failed', failure })
    inFlight.fail(failure, hasBegun)
  }

  async function end(): Promise<void> {
    state = 'stopped'
    await child.kill()
  }

  const listener: ProcessListener = {
    wasUsed() {
      const wasUsed = used || inFlight.length > 0
      used = false
      return wasUsed
    },
    onMessage: take,
    onEnding: markFailing,
    onEnd: stopped,
  }
  const child = startOne(listener, (line) => {
    inFlight.write(line)
    options.log(line)
  })

  const late = setTimeout(() => {
    loading.resolve({ kind: 'init-failed', failure: lateInitFailure(options.initTimeoutMs) })
  }, options.initTimeoutMs)
  void loading.promise.then(({ kind }) => {
    clearTimeout(late)
    if (kind !== 'ready') void end()
  })

  return {
    loaded: loading.promise,
    isAlive: () => state === 'loading' || state === 'ready',
    isIdle: () => inFlight.length === 0,
    isComputing: () => isLastComputed && (inFlight.length === 0 || inFlight.firstRunsMs() < surelyWaitingMs),
    hasRoom: inFlight.hasRoom,
    end,
    invoke({ onWritten, ...event }, settle) {
      used = true
      const requestId = randomUUID()
      inFlight.add(requestId, settle, onWritten)
      child.send({ ...event, requestId })
    },
  }
}
