import { randomUUID } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import { splitLines } from './split-lines.ts'
import { describeExit, describeLateInit, describeOutOfMemory, describeThreadError } from './thread-failure.ts'
import { watchMemory } from './watch-memory.ts'
import type { WorkerFailure, WorkerMessage, WorkerSettings } from './worker-messages.ts'

export interface StartInstanceOptions extends WorkerSettings {
  /** The compiled `worker-entry.ts`. */
  readonly workerFile: string
  readonly environment: Readonly<Record<string, string>>
  readonly timeoutMs: number
  readonly memoryMb: number
  /** How long loading may take. Lambda gives 10 s. */
  readonly initTimeoutMs: number
  readonly log: (line: string) => void
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

/** One warm copy of a function: a thread of its own, one event at a time. */
export interface Instance {
  /** Settles when the handler is loaded or cannot be; never rejects. */
  readonly loaded: Promise<InitOutcome>
  /** False once the thread has ended or is being ended. */
  isAlive(): boolean
  /** Never rejects. Must not be called again before it has settled. */
  invoke(event: InstanceEvent): Promise<InstanceOutcome>
  end(): Promise<void>
}

type Report = Exclude<WorkerMessage, { kind: 'ready' }> | InitOutcome | InstanceOutcome

/** Starts a thread that sees the given environment and nothing of this process's own. */
export function startInstance(options: StartInstanceOptions): Instance {
  const worker = startThread(options)
  let alive = true
  let toldToEnd = false
  let loading = true
  let used = true
  let uncaught: WorkerFailure | undefined
  let awaiting: ((report: Report) => void) | undefined

  /** Runs until the thread reports or ends, whichever is first; past `limitMs` it is ended. */
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

  /** What was posted before the end has been delivered by now: an answer already given counts. */
  function stopped(failure: WorkerFailure): void {
    if (!toldToEnd && !awaiting) {
      options.log(`${failure.errorType}: ${failure.errorMessage} (between two events)`)
    }
    alive = false
    settle(loading ? { kind: 'init-failed', failure } : { kind: 'failed', failure })
  }

  async function end(): Promise<void> {
    alive = false
    toldToEnd = true
    await worker.terminate()
  }

  worker.on('message', (message: WorkerMessage) => settle(message))
  worker.on('error', (error) => {
    alive = false
    uncaught = describeThreadError(error, options.memoryMb)
  })
  worker.on('exit', (code) => stopped(uncaught ?? describeExit(code)))

  watchMemory({
    worker,
    memoryMb: options.memoryMb,
    wasUsed() {
      const wasUsed = used || awaiting !== undefined
      used = false
      return wasUsed
    },
    onExceeded() {
      alive = false
      uncaught = describeOutOfMemory(options.memoryMb)
      void worker.terminate()
    },
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
    end,
    invoke(event) {
      used = true
      const deadlineMs = Date.now() + options.timeoutMs
      const outcome = nextReport<InstanceOutcome>(options.timeoutMs, { kind: 'timed-out' })
      worker.postMessage({ ...event, deadlineMs, requestId: randomUUID() })
      return outcome
    },
  }
}

function startThread(options: StartInstanceOptions): Worker {
  const { bundleFile, handler, exportPath, runtime, invokedFunctionArn } = options
  const settings: WorkerSettings = { bundleFile, handler, exportPath, runtime, invokedFunctionArn }
  const worker = new Worker(options.workerFile, {
    workerData: settings,
    env: { ...options.environment },
    argv: [],
    execArgv: ['--enable-source-maps'],
    resourceLimits: { maxOldGenerationSizeMb: options.memoryMb },
    stdout: true,
    stderr: true,
  })
  splitLines(worker.stdout, options.log)
  splitLines(worker.stderr, options.log)
  return worker
}
