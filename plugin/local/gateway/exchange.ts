import type { Handled } from './handle-request.ts'

/** One request and what became of it, for whoever watches the gateway. It refers to what is there anyway and copies nothing. */
export interface RequestRecord {
  /** The answer's `apigw-requestid`. */
  readonly requestId: string
  /** When it came, milliseconds since the epoch. */
  readonly atMs: number
  readonly tookMs: number
  readonly method: string
  /** As sent, with the query. */
  readonly target: string
  /** Name, value, name, value, as sent. */
  readonly rawHeaders: readonly string[]
  readonly handled: Handled
}
