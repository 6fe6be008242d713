import { describeExplanation, type ExplanationDocument } from '../../explain/describe-explanation.ts'
import type { HeaderLines } from '../../gateway/answer.ts'
import type { Exchange } from '../../gateway/exchange.ts'
import { pairs } from './call-api.ts'
import type { DeskFunction } from './desk.ts'

/** One line of the list of requests. No token and no claim is in it. */
export interface ExchangeLine {
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

/** A request in full, for the page of the one whose machine this is. */
export interface ExchangeDocument extends ExchangeLine {
  readonly target: string
  readonly requestHeaders: HeaderLines
  readonly requestBody: Body
  readonly answerHeaders: HeaderLines
  readonly answerBody: Body
  readonly explanation: ExplanationDocument | null
  readonly event: object | null
  readonly principal: unknown
}

/** As text, or how many bytes it has where it is none, or too long to be shown. */
export type Body = { readonly text: string } | { readonly bytes: number }

export function describeLine({ requestId, atMs, tookMs, method, target, handled }: Exchange): ExchangeLine {
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

export function describeExchange(
  exchange: Exchange,
  functions: ReadonlyMap<string, DeskFunction>,
): ExchangeDocument {
  const { handled, target, rawHeaders, requestId } = exchange
  const { answer, body, event = null, explanation, route } = handled
  const { readPrincipal } = functions.get(route?.functionKey ?? '') ?? {}
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
    principal: event && readPrincipal ? readPrincipal(event) : null,
  }
}

const maxShownBytes = 256 * 1024

function describeBody(body: string | Buffer): Body {
  const bytes = Buffer.byteLength(body)
  if (bytes > maxShownBytes) return { bytes }
  const text = body.toString()
  return typeof body !== 'string' && !Buffer.from(text).equals(body) ? { bytes } : { text }
}
