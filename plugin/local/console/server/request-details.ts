import { describeExplanation } from '../../../explain/describe-explanation.ts'
import type { RequestRecord } from '../../gateway/exchange.ts'
import type { RequestDetails, RequestSummary, WireBody } from '../api-types.ts'
import { pairs } from './call-api.ts'
import type { InspectedFunction } from './console-api.ts'

export function describeLine({
  requestId,
  atMs,
  tookMs,
  method,
  target,
  handled,
}: RequestRecord): RequestSummary {
  const { answer, explanation, note } = handled
  return {
    id: requestId,
    atMs,
    tookMs: Math.round(tookMs * 10) / 10,
    method,
    path: target.split('?', 1)[0] ?? '',
    status: answer.status,
    why: explanation?.answer ? `refused at ${explanation.answer.check}` : (note ?? null),
  }
}

export function describeExchange(exchange: RequestRecord): RequestDetails {
  const { handled, target, rawHeaders, requestId } = exchange
  const { answer, body, event = null, explanation } = handled
  const hasId = answer.headers.some(([name]) => name === 'apigw-requestid')
  return {
    ...describeLine(exchange),
    target,
    requestHeaders: pairs(rawHeaders),
    requestBody: describeBody(body ?? ''),
    answerHeaders: hasId ? answer.headers : [...answer.headers, ['apigw-requestid', requestId]],
    answerBody: describeBody(answer.body),
    explanation: explanation ? describeExplanation(explanation) : null,
    event,
  }
}

/** What the function made of the event's caller; null where it made nothing of it. */
export function describePrincipal(
  { handled: { event, route } }: RequestRecord,
  functions: ReadonlyMap<string, InspectedFunction>,
): unknown {
  const { readPrincipal } = functions.get(route?.functionKey ?? '') ?? {}
  return (event && readPrincipal?.(event)) ?? null
}

const maxShownBytes = 256 * 1024

function describeBody(body: string | Buffer): WireBody {
  const bytes = Buffer.byteLength(body)
  if (bytes > maxShownBytes) return { bytes }
  const text = body.toString()
  return typeof body !== 'string' && !Buffer.from(text).equals(body) ? { bytes } : { text }
}
