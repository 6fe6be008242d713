import type { NodeCode } from './code/function-code.ts'

/** What the process of an instance is told at its start. */
export interface WorkerSettings {
  readonly code: NodeCode
  readonly places: ModulePlaces
  /** `_HANDLER`, for messages. */
  readonly handler: string
  readonly exportPath: string
  /** `nodejs24.x`: decides how the handler is called. */
  readonly runtime: string
  readonly invokedFunctionArn: string
  /** How long each event may run. */
  readonly timeoutMs: number
  /** Folder that keeps compiled code for the next process; none where there is nowhere to keep it. */
  readonly compileCache?: string | undefined
  /** Where a debugger may attach, on 127.0.0.1. */
  readonly inspectorPort?: number | undefined
}

/** Where modules are that the service's folder does not have. Absolute paths. */
export interface ModulePlaces {
  /** The folders of the function's layers, each of which is `/opt`; a later one wins. */
  readonly layers: readonly string[]
  /** Has the AWS SDK v3, as Lambda's own folder does, in `node_modules` here or further up. */
  readonly sdk: string
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
  /** `pathNames`: the variables that the handler's schema of the path names. */
  | { readonly kind: 'ready'; readonly takesCallback: boolean; readonly pathNames: readonly string[] }
  | { readonly kind: 'init-failed'; readonly failure: WorkerFailure }
  /** Files of the service that it has loaded since it reported last. */
  | { readonly kind: 'loaded'; readonly files: readonly LoadedFile[] }
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

/** A file that was loaded as code, or looked for in vain. */
export interface LoadedFile {
  readonly path: string
  /** When it was last changed before that, milliseconds; null for one that is not there. */
  readonly changedMs: number | null
}
