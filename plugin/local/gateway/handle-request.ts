import type { IncomingMessage } from 'node:http'
import { challenge } from '../../authorizer/refusal.ts'
import type { Explanation } from '../../explain/explanation.ts'
import { logLine } from '../../explain/log-line.ts'
import type { LocalApiStage, LocalRoute } from '../../service/service.ts'
import type { FunctionHost } from '../lambda/start-functions.ts'
import type { AuthorizeRoute, ExplainedRefusal } from './authorize-route.ts'
import type { Cors } from './cors.ts'
import type { GatewayStatus } from './errors.ts'
import { gatewayError } from './errors.ts'
import type { AuthorizedCaller } from './event.ts'
import { makeEvent } from './event.ts'
import { makeEventInFormat1 } from './event-format-1.ts'
import type { Answer } from './gateway-response.ts'
import { invokeFunction } from './invoke-function.ts'
import { readBody } from './request-body.ts'
import type { RequestHeaders } from './request-headers.ts'
import { isEventTooLong, isHeadTooLong } from './request-limits.ts'
import type { RequestTarget } from './request-target.ts'
import { parseRequestTarget } from './request-target.ts'
import type { MatchRoute, RouteMatch } from './routes.ts'

/** The parts that a request goes through, made once for a service. */
export interface GatewayParts {
  readonly matchRoute: MatchRoute
  readonly apiStage: LocalApiStage
  readonly authorizeRoute: AuthorizeRoute
  readonly cors: Cors
  readonly functions: FunctionHost
  readonly integrationTimeoutMs: number
}

/** A request as far as it is known before its path is read. */
export interface Received {
  readonly message: IncomingMessage
  readonly method: string
  readonly headers: RequestHeaders
  readonly requestId: string
  readonly nowMs: number
}

export interface Handled {
  readonly answer: Answer
  /** Why the gateway answered by itself, for the log; undefined when the function's answer went through. */
  readonly note?: string | undefined
  /** The route it came to, if any. */
  readonly route?: LocalRoute
  /** Where the authorizer refused it. */
  readonly explanation?: Explanation
  /** What the function received. */
  readonly event?: object
  /** As sent; undefined where it was not read. */
  readonly body?: Buffer
}

type Routed = Received & { readonly target: RequestTarget; readonly match: RouteMatch }

/**
 * Answers one request in API Gateway's order: limits, CORS preflight, route, authorizer, body, function.
 *
 * @throws {Error} only when the client goes away before its body has come.
 */
export async function handleRequest(received: Received, parts: GatewayParts): Promise<Handled> {
  const located = locate(received, parts)
  if ('preflight' in located) return { answer: located.preflight }
  const handled = 'answer' in located ? located : await authorizeRequest(located, parts)
  return { ...handled, answer: parts.cors.decorate(handled.answer, received.headers) }
}

/** Node would take a request line without a version for one of HTTP/0.9. */
const httpVersions: ReadonlySet<string> = new Set(['1.0', '1.1'])

function locate(received: Received, parts: GatewayParts): Routed | Handled | { readonly preflight: Answer } {
  const { message, method, headers } = received
  if (!httpVersions.has(message.httpVersion)) return refuse(400, 'neither HTTP/1.1 nor HTTP/1.0')
  if (isHeadTooLong(message)) return refuse(431, 'request line and header values are longer than 10240 bytes')
  const target = parseRequestTarget(message.url ?? '')
  if (!target) return refuse(400, 'the path is not percent-encoded UTF-8')
  const match = parts.matchRoute(method, target.path)
  const preflight = parts.cors.preflight(method, headers, match)
  if (preflight) return { preflight }
  return match ? { ...received, target, match } : refuse(404, 'no route matches')
}

async function authorizeRequest(routed: Routed, parts: GatewayParts): Promise<Handled> {
  const { headers, match, nowMs, target } = routed
  const decision = await parts.authorizeRoute(match.route, { headers, rawQuery: target.rawQuery, nowMs })
  if (decision?.kind === 'refused') return refuseCaller(decision, match)
  return integrate(routed, decision, parts)
}

async function integrate(
  routed: Routed,
  authorized: AuthorizedCaller | undefined,
  parts: GatewayParts,
): Promise<Handled> {
  const body = await readBody(routed.message)
  if (!body) return refuse(413, 'the body is longer than 10 MB')
  const { payloadFormat } = routed.match.route
  const make = payloadFormat === '1.0' ? makeEventInFormat1 : makeEvent
  const event = make({ ...routed, body, authorized, apiStage: parts.apiStage })
  if (isEventTooLong(event, body)) return refuse(413, 'the event is longer than the 6 MB that Lambda takes')
  const { answer, problem } = await invokeFunction({
    functions: parts.functions,
    functionKey: routed.match.route.functionKey,
    event,
    payloadFormat,
    timeoutMs: parts.integrationTimeoutMs,
  })
  return { answer, note: problem, route: routed.match.route, event, body }
}

function refuse(status: GatewayStatus, note: string): Handled {
  return { answer: gatewayError(status), note }
}

function refuseCaller({ refusal, explanation }: ExplainedRefusal, { route }: RouteMatch): Handled {
  const header = ['www-authenticate', challenge(refusal, route.scopes)] as const
  return {
    answer: gatewayError(refusal.status, [header]),
    note: logLine(explanation, route.authorizer?.name),
    route,
    explanation,
  }
}
