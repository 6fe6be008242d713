import { randomUUID } from 'node:crypto'
import type { StartProcessOptions } from './instance-process.ts'
import { startProcess } from './instance-process.ts'
import { describeLateInit } from './process-failure.ts'
import type { WorkerFailure, WorkerMessage } from './worker-messages.ts'

export interface StartInstanceOptions
  extends Omit<StartProcessOptions, 'wasUsed' | 'onMessage' | 'onEnding' | 'onEnd'> {
  readonly timeoutMs: number
  /** How long loading may take. Lambda gives 10 s. */
  readonly initTimeoutMs: number
}

export type InitOutcome =
  | { readonly kind: 'ready'; readonly takesCallback: boolean }
  | { readonly kind: 'init-failed'; readonly failure: WorkerFailure }

export type InstanceOutcome =
  | { readonly kind: 'returned'; readonly valueText: string }
  | { readonly kind: 'failed'; readonly failure: WorkerFailure }
  | { readonly kind: 'timed-out' }

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
  /** True while it does nothing but compute, as far as one can tell: another instance then helps only where a processor is free. */
  isComputing(): boolean
  /** Never rejects. Must not be called again before it has settled. */
  invoke(event: InstanceEvent): Promise<InstanceOutcome>
  end(): Promise<void>
}

type Report = Exclude<WorkerMessage, { kind: 'ready' | 'uncaught' }> | InitOutcome | InstanceOutcome

/** An event that takes longer is not like the last one, which was all computing. */
const surelyWaitingMs = 250

/** Starts an instance and loads its handler. */
export function startInstance(options: StartInstanceOptions): Instance {
  let alive = true
  let toldToEnd = false
  let loading = true
  let used = true
  let computed = false
  let eventSinceMs = 0
  let awaiting: ((report: Report) => void) | undefined

  /** Runs until the process reports or ends, whichever is first; past `limitMs` it is ended. */
  function nextReport<Outcome extends Report>(limitMs: number, whenLate: Outcome): Promise<Outcome> {
    const { promise, resolve } = Promise.withResolvers<Outcome>()
    const timer = setTimeout(() => {
      settle(whenLate)
      void end()
    }, limitMs)
    awaiting = (report) => {
      clearTimeout(timer)
      resolve(report as Outcome)
    }
    return promise
  }

  function settle(report: Report): void {
    const waiter = awaiting
    awaiting = undefined
    waiter?.(report)
  }

  /** What was sent before the end has come by now: an answer already given counts. */
  function stopped(failure: WorkerFailure): void {
    if (!toldToEnd && !awaiting) {
      options.log(`${failure.errorType}: ${failure.errorMessage} (between two events)`)
    }
    settle(loading ? { kind: 'init-failed', failure } : { kind: 'failed', failure })
  }

  async function end(): Promise<void> {
    alive = false
    toldToEnd = true
    await child.kill()
  }

  const child = startProcess({
    ...options,
    wasUsed() {
      const wasUsed = used || awaiting !== undefined
      used = false
      return wasUsed
    },
    onMessage(message) {
      computed = message.kind === 'returned' && !message.waited
      settle(message)
    },
    onEnding() {
      alive = false
    },
    onEnd: stopped,
  })

  const late = describeLateInit(options.initTimeoutMs)
  const loaded = nextReport<InitOutcome>(options.initTimeoutMs, { kind: 'init-failed', failure: late })
  void loaded.then(({ kind }) => {
    loading = false
    if (kind === 'init-failed') void end()
  })

  return {
    loaded,
    isAlive: () => alive,
    isComputing: () => computed && (!awaiting || performance.now() - eventSinceMs < surelyWaitingMs),
    end,
    invoke(event) {
      used = true
      eventSinceMs = performance.now()
      const deadlineMs = Date.now() + options.timeoutMs
      const outcome = nextReport<InstanceOutcome>(options.timeoutMs, { kind: 'timed-out' })
      child.send({ ...event, deadlineMs, requestId: randomUUID() })
      return outcome
    },
  }
}
