import type { NotServedDocument } from './api-types.ts'

/** What the console's server and its page that invokes functions send each other. */

/** A function of the run. */
export interface FunctionDocument {
  /** Its key in serverless.yml. */
  readonly key: string
  /** The deployed name. */
  readonly name: string
  readonly runtime: string
  readonly hasRoute: boolean
  /** The kinds of events that serverless.yml declares, each once. */
  readonly events: readonly string[]
  /** Events as those send them. */
  readonly samples: readonly SampleDocument[]
  readonly notServed?: NotServedDocument | undefined
}

/** An event as AWS sends it. */
export interface SampleDocument {
  /** `schedule`, `sqs` */
  readonly kind: string
  readonly event: object
}

export interface FunctionsDocument {
  readonly functions: readonly FunctionDocument[]
  /** One of each kind that there is. */
  readonly samples: readonly SampleDocument[]
}

/** What came of an invocation. */
export interface InvocationDocument {
  /** The function failed: the text is its error. */
  readonly isError: boolean
  /** JSON, as Lambda gives it. */
  readonly text: string
  /** The last 4 kB that the function wrote. */
  readonly log: string
  readonly tookMs: number
}
