import type { RequestAuthorizer } from '../../../authorizer/authorizer.ts'
import type { AnswerCache } from '../../../authorizer/request/answer-cache.ts'
import { askFunction, type CallOutcome } from '../../../authorizer/request/ask-function.ts'
import { parseIdentitySources, type SourceRequest } from '../../../authorizer/request/identity-sources.ts'
import {
  makeAuthorizerEvent,
  makeAuthorizerEventInFormat1,
  routeArnOf,
} from '../../../events/authorizer-event.ts'
import type { EventRequest } from '../../../events/event-request.ts'
import { explainAuthorizer } from '../../explain/explain-findings.ts'
import { contextVariables } from './context-variables.ts'
import type { Guard, GuardOptions } from './guard.ts'
import { invokeWithin } from './invoke-function.ts'

interface ByFunctionOptions
  extends Pick<GuardOptions, 'functions' | 'region' | 'elapsedMs' | 'authorizerTimeoutMs'> {
  /** Of all authorizers of the API. */
  readonly cache: AnswerCache
}

/**
 * A Lambda authorizer: a function of the service decides.
 *
 * @throws {Error} for an identity source that cannot be read.
 */
export function authorizeByFunction(authorizer: RequestAuthorizer, options: ByFunctionOptions): Guard {
  const { functions, region, elapsedMs, authorizerTimeoutMs, cache } = options
  const { functionKey, name, payloadFormat } = authorizer
  const sources = parseIdentitySources(authorizer.identitySources)
  const makeEvent = payloadFormat === '1.0' ? makeAuthorizerEventInFormat1 : makeAuthorizerEvent
  return async (request) => {
    const routeArn = routeArnOf(request, region)
    const call = (values: readonly string[]): Promise<CallOutcome> =>
      invokeWithin({
        functions,
        functionKey,
        event: makeEvent(request, { routeArn, values }),
        timeoutMs: authorizerTimeoutMs,
        written: request.written,
      })
    const decision = await askFunction({
      ...{ authorizer, sources, routeArn, cache, elapsedMs, call },
      request: toSourceRequest(request),
    })
    const explanation = explainAuthorizer(decision)
    if (decision.kind === 'admitted') {
      return { kind: 'accepted', authorized: { kind: 'request', context: decision.context }, explanation }
    }
    return { kind: 'refused', status: decision.status, headers: [], explanation, name }
  }
}

function toSourceRequest(request: EventRequest): SourceRequest {
  return {
    headerLines: request.headers.lines,
    rawQuery: request.target.rawQuery,
    context: contextVariables(request),
    stageVariables: request.apiStage.variables,
  }
}
