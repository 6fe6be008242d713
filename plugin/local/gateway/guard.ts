import type { AwsKey } from '../../../authorizer/iam/signed-request.ts'
import type { KeySource } from '../../../authorizer/keys.ts'
import type { Authorized } from '../../../events/authorized.ts'
import type { EventRequest } from '../../../events/event-request.ts'
import type { HeaderLines } from '../../../events/gateway-response.ts'
import type { Explanation } from '../../explain/explanation.ts'
import type { FunctionHost } from '../lambda/start-functions.ts'
import type { WrittenLines } from '../lambda/written-lines.ts'
import type { RouteMatch } from './routes.ts'

/** A request that has come to a route. */
export interface ArrivedRequest extends EventRequest {
  readonly match: RouteMatch
  /** Gets what the functions of this request write. */
  readonly written: WrittenLines
}

/** A refusal, which tells the client as little as AWS does, and its explanation for whoever runs the API. */
export interface ExplainedRefusal {
  readonly kind: 'refused'
  readonly status: 401 | 403 | 500
  readonly headers: HeaderLines
  readonly explanation: Explanation
  /** As the log calls the authorizer. */
  readonly name: string
}

/** A request that may pass. */
export interface ExplainedAcceptance {
  readonly kind: 'accepted'
  readonly authorized: Authorized
  /** Where the decision is more than that of a token, which `explain` shows. */
  readonly explanation?: Explanation
}

export type AuthorizeDecision = ExplainedAcceptance | ExplainedRefusal

/** Decides on the requests of one closed route. */
export type Guard = (request: ArrivedRequest) => Promise<AuthorizeDecision>

/** What guards work with. */
export interface GuardOptions {
  /** Of the JWT authorizers' issuers, kept from request to request. */
  readonly keys: KeySource
  /** Lambda authorizers are among them. */
  readonly functions: FunctionHost
  readonly region: string
  /** What signed requests are signed with; without it none passes. */
  readonly awsKey: AwsKey | undefined
  /** The clock that cached answers are judged by, milliseconds from any start. */
  readonly elapsedMs: () => number
  /** How long a Lambda authorizer may take. */
  readonly authorizerTimeoutMs: number
}
