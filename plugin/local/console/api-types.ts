import type { ExplanationDocument } from '../../explain/describe-explanation.ts'

/** What the console's server and its page tell each other, as JSON under `/_console`. */

/** One line of the list of requests. No token and no claim is in it. */
export interface RequestSummary {
  readonly id: string
  readonly atMs: number
  readonly tookMs: number
  readonly method: string
  /** Without the query. */
  readonly path: string
  readonly status: number
  /** Why it was not the function's answer, in a few words. */
  readonly why: string | null
}

/** A request in full, for the one whose machine this is. */
export interface RequestDetails extends RequestSummary {
  /** As sent, with the query. */
  readonly target: string
  readonly requestHeaders: WireHeaders
  readonly requestBody: WireBody
  readonly answerHeaders: WireHeaders
  readonly answerBody: WireBody
  /** Where the authorizer refused it. */
  readonly explanation: ExplanationDocument | null
  /** What the function received; null where none was called, or where that cannot be known. */
  readonly event: object | null
}

export type WireHeaders = readonly (readonly [name: string, value: string])[]

/** As text, or how many bytes it has where it is none, or too long to be shown. */
export type WireBody = { readonly text: string } | { readonly bytes: number }

/** A request to be made. */
export interface CallDocument {
  readonly method: string
  readonly path: string
  readonly headers: WireHeaders
  readonly body?: string
}

/** Broken tokens on offer. */
export interface BrokenTokenGroup {
  readonly title: string
  readonly recipes: readonly RecipeDocument[]
}

export interface RecipeDocument {
  readonly id: string
  readonly title: string
  /** The check that refuses it. */
  readonly check: string
}

/** A route of the service, as far as the page needs it. */
export interface RouteDocument {
  readonly routeKey: string
  /** In full form, as on the wire. */
  readonly scopes: readonly string[]
  /** Absent on an open route. */
  readonly authorizer?: { readonly identitySource: string }
}
