import { readResponse, readResponseInFormat1 } from '../../../events/function-response.ts'
import { ResponseProblem } from '../../../events/function-response-headers.ts'
import { type GatewayResponse, gatewayError, notServedResponse } from '../../../events/gateway-response.ts'
import type { AnswerExplanation } from '../../explain/answers/answer-explanation.ts'
import {
  explainFailedFunction,
  explainLateFunction,
  explainThrottled,
  explainTimeout,
  explainUnusableResponse,
} from '../../explain/answers/explain-function-failure.ts'
import { explainNotServed } from '../../explain/answers/explain-gateway-answer.ts'
import type { PayloadFormat } from '../../service/service.ts'
import type { FunctionFailure, FunctionResult } from '../lambda/function-result.ts'
import type { FunctionHost } from '../lambda/start-functions.ts'
import type { WrittenLines } from '../lambda/written-lines.ts'

export interface InvokeFunctionOptions {
  readonly functions: FunctionHost
  readonly functionKey: string
  readonly event: object
  /** How the returned value is read. @default '2.0' */
  readonly payloadFormat?: PayloadFormat | undefined
  /** How long the gateway waits; the function is not stopped by it. API Gateway's limit is 30000. */
  readonly timeoutMs: number
  /** Gets what the function writes meanwhile. */
  readonly written: WrittenLines
}

export interface IntegrationResult {
  readonly response: GatewayResponse
  /** Why the gateway responds instead of the function. */
  readonly problem: AnswerExplanation | undefined
}

/** Calls a function and turns its outcome into an HTTP response. */
export async function invokeFunction(options: InvokeFunctionOptions): Promise<IntegrationResult> {
  const outcome = await invokeWithin(options)
  if (outcome.kind === 'late') return failure(503, explainLateFunction(options.timeoutMs))
  if (outcome.kind === 'throttled') return failure(503, explainThrottled())
  if (outcome.kind === 'timed-out') return failure(500, explainTimeout())
  if (outcome.kind === 'failed') return failed(outcome)
  return toResponse(outcome.value, options.payloadFormat)
}

function toResponse(value: unknown, format: PayloadFormat = '2.0'): IntegrationResult {
  try {
    return {
      response: format === '1.0' ? readResponseInFormat1(value) : readResponse(value),
      problem: undefined,
    }
  } catch (error) {
    if (!(error instanceof ResponseProblem)) throw error
    return failure(500, explainUnusableResponse(error.message))
  }
}

function failed(outcome: FunctionFailure): IntegrationResult {
  const { notServed } = outcome
  if (notServed === undefined) return failure(500, explainFailedFunction(outcome))
  return { response: notServedResponse(notServed), problem: explainNotServed(notServed) }
}

function failure(status: 500 | 503, problem: AnswerExplanation): IntegrationResult {
  return { response: gatewayError(status), problem }
}

type Outcome = FunctionResult | { readonly kind: 'late' }

/** `late`: no outcome within `timeoutMs`; the function runs on. */
export function invokeWithin({
  functions,
  functionKey,
  event,
  timeoutMs,
  written,
}: Omit<InvokeFunctionOptions, 'payloadFormat'>): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve({ kind: 'late' }), timeoutMs)
    const settled = functions.invoke(functionKey, event, written).then(resolve, reject)
    void settled.then(() => clearTimeout(timer))
  })
}
