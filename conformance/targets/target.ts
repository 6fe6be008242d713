import type { ApiName } from '../case-shape.ts'
import type { Endpoint } from '../send-request.ts'

/** What every target needs to be started. */
export interface StartTargetOptions {
  /** The APIs that the cases need. */
  readonly apis: readonly ApiName[]
  /** Origin of the issuers that the services' authorizers name. */
  readonly issuerOrigin: string
  /** Ends a start that is under way. */
  readonly signal: AbortSignal
  /** For steps that take long, such as an installation. */
  readonly log: (line: string) => void
}

/** A gateway with the services behind it. */
export interface RunningTarget {
  locate(api: ApiName): Endpoint | { readonly notRun: string }
  close(): Promise<void>
}

export interface Target {
  readonly name: string
  /** What it is, with its version, for the tables. */
  readonly describe: string
  /** How many cases may be under way at a time. */
  readonly concurrency: number
  /** @throws {UserError} when it cannot be started, saying why. */
  start(options: StartTargetOptions): Promise<RunningTarget>
}
