import type { TokenCheck } from '../../../authorizer/refusal.ts'
import type { AccessRow } from '../../access/access-row.ts'
import type { AnswerExplanation } from '../../explain/answers/answer-explanation.ts'
import type { ExplanationDocument } from '../../explain/explanation-document.ts'

/** What the console's server and its page send each other, as JSON under `/_console`. */

/** One line of the list of requests. It holds no token and no claim. */
export interface RequestSummary {
  readonly id: string
  /** When it came, milliseconds since the epoch. */
  readonly atMs: number
  readonly tookMs: number
  readonly method: string
  /** Without the query. */
  readonly path: string
  /** The route that it came to; null where there is none. */
  readonly routeKey: string | null
  readonly status: number
  /** `Unauthorized`; empty for a status without a name. */
  readonly statusText: string
  /** Why the response is not the function's, in a few words; null where it is. */
  readonly why: string | null
}

/** A request in full, for the owner of this machine. */
export interface RequestDetails extends RequestSummary {
  /** As sent, with the query. */
  readonly target: string
  readonly requestHeaders: HeaderPairs
  readonly requestBody: ShownBody
  readonly responseHeaders: HeaderPairs
  readonly responseBody: ShownBody
  /** Where the authorizer refused it. */
  readonly explanation: ExplanationDocument | null
  /** Why it is an error, where no authorizer refused it. */
  readonly answer: AnswerExplanation | null
  /** What the function received; null where none was called, or where that cannot be known. */
  readonly event: object | null
  /** What its functions wrote while they handled it, and why one failed; null where that cannot be known. */
  readonly log: LogDocument | null
}

/** The last lines of the functions that handled a request. */
export interface LogDocument {
  readonly lines: readonly string[]
  /** How many older ones are not kept. */
  readonly dropped: number
}

export type HeaderPairs = readonly (readonly [name: string, value: string])[]

/** As text, or only its length where it is binary or too long to be shown. */
export type ShownBody = { readonly text: string } | { readonly bytes: number }

/** A request to be sent. */
export interface CallDocument {
  readonly method: string
  readonly path: string
  readonly headers: HeaderPairs
  readonly body?: string
  /** Signs it with the key of the run, for a route with `aws_iam`. */
  readonly sign?: boolean
}

/** Broken tokens to choose from. */
export interface BrokenTokenGroupDocument {
  readonly title: string
  readonly tokens: readonly BrokenTokenDocument[]
}

export interface BrokenTokenDocument {
  readonly id: string
  readonly title: string
  /** The check that refuses it. */
  readonly check: TokenCheck
}

/** Why something does not run here. */
export interface NotServedDocument {
  /** The second half of a sentence: `its runtime is ruby3.4`. */
  readonly reason: string
  /** A sentence of its own: what to do about it. */
  readonly remedy: string
}

/** Who may call what. */
export interface AccessDocument {
  readonly rows: readonly AccessRow[]
  /** Whether the tokens can be made that prove it. */
  readonly canVerify: boolean
}

/** A token to be made from another one. */
export interface CustomTokenDocument {
  /** A token of this run's issuer. */
  readonly token: string
  /** JSON, encoded exactly as it is written. */
  readonly header: string
  readonly payload: string
  readonly signing: CustomSigning
}

/** With the issuer's key, with one that no issuer has published, or not again: the signature of the token before. */
export type CustomSigning = 'issuer' | 'other-key' | 'kept'

/** A route of the service, as far as the page needs it. */
export interface RouteDocument {
  readonly routeKey: string
  /** Exactly as in the token, prefix included. */
  readonly scopes: readonly string[]
  /** Set on a route that answers 501. */
  readonly notServed?: NotServedDocument | undefined
  /** Absent on an open route. */
  readonly authorizer?:
    | {
        readonly kind: 'jwt'
        readonly name: string
        readonly identitySource: string
        readonly issuer: string
        readonly audience: readonly string[]
      }
    | { readonly kind: 'request'; readonly identitySources: readonly string[] }
    | { readonly kind: 'iam' }
}

/** Header and claims of a token as far as they can be read; nothing of them is verified. */
export interface TokenParts {
  readonly header: Readonly<Record<string, unknown>> | null
  readonly claims: Readonly<Record<string, unknown>> | null
}

/** The check that is about a member of the token, by the member's name. */
export interface CheckedMembers {
  readonly header: Readonly<Record<string, string>>
  readonly claims: Readonly<Record<string, string>>
}

/** A pasted token, and what to check it against. */
export interface ExplainQuestion {
  readonly text: string
  /** By name; empty for the first JWT authorizer of the service. */
  readonly authorizer: string
  /** Whose scopes count; empty for none. */
  readonly routeKey: string
  /** How far the clock is put ahead. */
  readonly laterSeconds: number
}

/** What a pasted token is, and what an authorizer of the service makes of it. */
export interface ExplainedToken extends TokenParts {
  /** Null where no route has a JWT authorizer. */
  readonly explanation: ExplanationDocument | null
  /** Where the explanation is of a token within the text: what is wrong with the whole of it. */
  readonly asPasted: ExplanationDocument['checks'][number]['fix']
  readonly checkOf: CheckedMembers
}
