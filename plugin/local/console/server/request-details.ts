import { STATUS_CODES } from 'node:http'
import type { HeaderLines } from '../../../../events/gateway-response.ts'
import type { AnswerExplanation } from '../../../explain/answers/answer-explanation.ts'
import { explainFunctionAnswer } from '../../../explain/answers/explain-function-answer.ts'
import { toExplanationDocument } from '../../../explain/explanation-document.ts'
import type { RequestRecord } from '../../gateway/handle-request.ts'
import type { RequestDetails, RequestSummary, ShownBody } from '../api-types.ts'
import { pairs } from './call-api.ts'
import type { InspectedFunction } from './console-api.ts'

/** What the list shows of a request. */
export function toSummary({
  requestId,
  atMs,
  tookMs,
  method,
  target,
  handled,
}: RequestRecord): RequestSummary {
  const { response, explanation, note } = handled
  return {
    id: requestId,
    atMs,
    tookMs: Math.round(tookMs * 10) / 10,
    method,
    path: target.split('?', 1)[0] ?? '',
    routeKey: handled.route?.routeKey ?? null,
    status: response.status,
    statusText: STATUS_CODES[response.status] ?? '',
    why: explanation?.answer ? `refused at ${explanation.answer.check}` : (note ?? null),
  }
}

/** Everything the page shows of a request. */
export function toDetails(record: RequestRecord): RequestDetails {
  const { handled, target, rawHeaders, requestId, written } = record
  const { response, body, event = null, explanation } = handled
  const hasId = response.headers.some(([name]) => name === 'apigw-requestid')
  return {
    ...toSummary(record),
    target,
    requestHeaders: pairs(rawHeaders),
    requestBody: toShownBody(body ?? ''),
    responseHeaders: hasId ? response.headers : [...response.headers, ['apigw-requestid', requestId]],
    responseBody: toShownBody(response.body),
    explanation: explanation ? toExplanationDocument(explanation) : null,
    answer: explainAnswer(record) ?? null,
    event,
    log: written ? { lines: written.lines(), dropped: written.dropped() } : null,
  }
}

/** The gateway's own reason or, where the function answered, what can be said of its answer. */
function explainAnswer({ handled, rawHeaders }: RequestRecord): AnswerExplanation | undefined {
  const { explanation, problem, response, route } = handled
  if (problem || explanation?.answer || !route) return problem
  const { status, headers, body } = response
  return explainFunctionAnswer({
    status,
    contentType: readHeader(headers, 'content-type'),
    body: body.toString(),
    sentType: readHeader(pairs(rawHeaders), 'content-type'),
  })
}

function readHeader(headers: HeaderLines, name: string): string {
  return headers.find(([own]) => own === name)?.[1] ?? ''
}

/** The principal that the function reads from the event; null where it reads none. */
export function principalOf(
  { handled: { event, route } }: RequestRecord,
  functions: ReadonlyMap<string, InspectedFunction>,
): unknown {
  const { readPrincipal } = functions.get(route?.functionKey ?? '') ?? {}
  return (event && readPrincipal?.(event)) ?? null
}

const maxShownBytes = 256 * 1024

function toShownBody(body: string | Buffer): ShownBody {
  const bytes = Buffer.byteLength(body)
  if (bytes > maxShownBytes) return { bytes }
  const text = body.toString()
  return typeof body !== 'string' && !Buffer.from(text).equals(body) ? { bytes } : { text }
}
