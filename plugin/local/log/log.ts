/**
 * Takes a line of the local run as plain text, and what it was made from, for logs of another form. Neither a token nor the value of a
 * claim is in it, unless a function wrote it.
 */
export type Log = (line: string, entry?: LogEntry) => void

export type LogEntry = RequestEntry | FunctionEntry

/** A request that was answered. */
export interface RequestEntry {
  readonly kind: 'request'
  readonly requestId: string
  readonly method: string
  /** Never the query, which may hold a token. */
  readonly path: string
  readonly status: number
  readonly tookMs: number
  /** Why the gateway answered and not the function, in a few words. */
  readonly short?: string | undefined
  /** The same in a sentence or two, with what to do. */
  readonly reason?: string | undefined
  /** The page of the console that explains it. */
  readonly link?: string | undefined
}

/** What a function wrote, or what is said about it. */
export interface FunctionEntry {
  readonly kind: 'function'
  readonly functionKey: string
  /** The line as it was written, not yet made safe for a terminal. */
  readonly text: string
}
