/** What the process of an instance is told at its start. */
export interface WorkerSettings {
  /** Absolute path of the bundled handler. */
  readonly bundleFile: string
  /** `_HANDLER`, for messages. */
  readonly handler: string
  readonly exportPath: string
  /** `nodejs24.x`: decides how the handler is called. */
  readonly runtime: string
  readonly invokedFunctionArn: string
  /** How long each event may run. */
  readonly timeoutMs: number
}

/** One event, as JSON text: a handler gets what `JSON.parse` makes of it, as on Lambda. */
export interface WorkerEvent {
  readonly eventText: string
  readonly requestId: string
  readonly traceId: string | undefined
  /** JSON text, from a caller by the Invoke API. */
  readonly clientContext?: string
}

/** An error thrown by user code, in the words that Lambda uses. */
export interface WorkerFailure {
  readonly errorType: string
  readonly errorMessage: string
  readonly stack: string | undefined
}

export type WorkerMessage =
  | { readonly kind: 'ready'; readonly takesCallback: boolean }
  | { readonly kind: 'init-failed'; readonly failure: WorkerFailure }
  /**
   * `waited`: most of the time that it took was spent waiting, for a table or a timer. `isLast`: the process cannot go on after it.
   */
  | {
      readonly kind: 'returned'
      readonly requestId: string
      readonly valueText: string
      readonly waited: boolean
      readonly tookMs: number
      readonly isLast?: boolean
    }
  | { readonly kind: 'failed'; readonly requestId: string; readonly failure: WorkerFailure }
  /** They came ahead of their turn and have not been begun. */
  | { readonly kind: 'requeued'; readonly requestIds: readonly string[] }
  /** Nobody caught it: the process ends on its own after this. */
  | { readonly kind: 'uncaught'; readonly failure: WorkerFailure }
