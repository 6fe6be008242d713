import { readResponse, readResponseInFormat1 } from '../../../events/function-response.ts'
import { ResponseProblem } from '../../../events/function-response-headers.ts'
import { type GatewayResponse, gatewayError, notServedResponse } from '../../../events/gateway-response.ts'
import type { PayloadFormat } from '../../service/service.ts'
import type { FunctionFailure, FunctionResult } from '../lambda/function-result.ts'
import type { FunctionHost } from '../lambda/start-functions.ts'

export interface InvokeFunctionOptions {
  readonly functions: FunctionHost
  readonly functionKey: string
  readonly event: object
  /** How the returned value is read. @default '2.0' */
  readonly payloadFormat?: PayloadFormat | undefined
  /** How long the gateway waits; the function is not stopped by it. API Gateway's limit is 30000. */
  readonly timeoutMs: number
}

export interface IntegrationResult {
  readonly response: GatewayResponse
  /** Why the gateway responds instead of the function, for the log. */
  readonly problem: string | undefined
}

/** Calls a function and turns its outcome into an HTTP response. */
export async function invokeFunction(options: InvokeFunctionOptions): Promise<IntegrationResult> {
  const outcome = await invokeWithin(options)
  if (outcome.kind === 'late') return failure(503, `no response within ${options.timeoutMs} ms`)
  if (outcome.kind === 'throttled') return failure(503, 'the function is throttled')
  if (outcome.kind === 'timed-out') return failure(500, 'the function timed out')
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
    return failure(500, `the function's response cannot be used: ${error.message}`)
  }
}

function failed({ notServed }: FunctionFailure): IntegrationResult {
  if (notServed === undefined) return failure(500, 'the function failed')
  return { response: notServedResponse(notServed), problem: notServed }
}

function failure(status: 500 | 503, problem: string): IntegrationResult {
  return { response: gatewayError(status), problem }
}

type Outcome = FunctionResult | { readonly kind: 'late' }

/** `late`: no outcome within `timeoutMs`; the function runs on. */
export function invokeWithin({
  functions,
  functionKey,
  event,
  timeoutMs,
}: Omit<InvokeFunctionOptions, 'payloadFormat'>): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve({ kind: 'late' }), timeoutMs)
    const settled = functions.invoke(functionKey, event).then(resolve, reject)
    void settled.then(() => clearTimeout(timer))
  })
}
