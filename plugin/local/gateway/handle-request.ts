import type { IncomingMessage } from 'node:http'
import { makeEvent } from '../../../events/event.ts'
import { makeEventInFormat1 } from '../../../events/event-format-1.ts'
import {
  type GatewayResponse,
  type GatewayStatus,
  gatewayError,
  notServedResponse,
} from '../../../events/gateway-response.ts'
import { type RequestHeaders, withHost } from '../../../events/request-headers.ts'
import { newTraceId } from '../../../events/request-ids.ts'
import { isHost, parseRequestTarget, type RequestTarget } from '../../../events/request-target.ts'
import type { AnswerExplanation } from '../../explain/answers/answer-explanation.ts'
import {
  explainLongBody,
  explainLongEvent,
  explainLongHead,
  explainNotServed,
  explainUnreadable,
} from '../../explain/answers/explain-gateway-answer.ts'
import { explainNoRoute } from '../../explain/answers/explain-no-route.ts'
import type { UnroutedRequest } from '../../explain/answers/nearest-route.ts'
import type { Explanation } from '../../explain/explanation.ts'
import { refusalLine } from '../../explain/log-line.ts'
import { describeNotServed } from '../../service/not-served.ts'
import type { LocalApiStage, LocalRoute, NotServed } from '../../service/service.ts'
import type { FunctionHost } from '../lambda/start-functions.ts'
import type { WrittenLines } from '../lambda/written-lines.ts'
import type { AuthorizeRoute } from './authorize-route.ts'
import type { Cors } from './cors.ts'
import type { ArrivedRequest, ExplainedAcceptance, ExplainedRefusal } from './guard.ts'
import { invokeFunction } from './invoke-function.ts'
import { readBody } from './request-body.ts'
import { isEventTooLong, isHeadTooLong, maxHeadBytes } from './request-limits.ts'
import type { MatchRoute, RouteMatch } from './routes.ts'

/** The parts that a request goes through, made once per service. */
export interface GatewayParts {
  readonly matchRoute: MatchRoute
  /** Routes of a REST API, none of which is served. */
  readonly matchRestRoute: MatchRoute
  readonly apiStage: LocalApiStage
  /** What a request without a route is explained by. */
  readonly known: Pick<UnroutedRequest, 'routeKeys' | 'base' | 'stages'>
  readonly authorizeRoute: AuthorizeRoute
  readonly cors: Cors
  readonly functions: FunctionHost
  /** By the function's key. */
  readonly notServed: ReadonlyMap<string, NotServed>
  readonly integrationTimeoutMs: number
}

/** A request as far as it is known before its path is read. */
export interface Received {
  readonly message: IncomingMessage
  readonly method: string
  readonly headers: RequestHeaders
  readonly requestId: string
  readonly nowMs: number
  /** Gets what the functions of this request write. */
  readonly written: WrittenLines
}

/** What became of a request. */
export interface Handled {
  readonly response: GatewayResponse
  /** Why the gateway responded on its own, for the log; undefined when the function's response went through. */
  readonly note?: string | undefined
  /** The same in a few words, where the note is long. */
  readonly short?: string | undefined
  /** The route it came to, if any. */
  readonly route?: LocalRoute
  /** Where an authorizer refused it, or a Lambda authorizer or a signature let it pass. */
  readonly explanation?: Explanation
  /** Why the gateway responded on its own, where no authorizer refused. */
  readonly problem?: AnswerExplanation
  /** What the function received. */
  readonly event?: object
  /** As sent; undefined where it was not read. */
  readonly body?: Buffer
}

/** One request and its response, for whoever watches the gateway. It refers to what exists anyway and copies nothing. */
export interface RequestRecord {
  /** The response's `apigw-requestid`. */
  readonly requestId: string
  /** When it came, milliseconds since the epoch. */
  readonly atMs: number
  readonly tookMs: number
  readonly method: string
  /** As sent, with the query. */
  readonly target: string
  /** Name, value, name, value, as sent. */
  readonly rawHeaders: readonly string[]
  readonly handled: Handled
  /** What its functions wrote; absent where that cannot be known. */
  readonly written?: RequestLog
}

/** The last lines of the functions that handled a request. Bounded; more can come after the response. */
export type RequestLog = Pick<WrittenLines, 'lines' | 'dropped' | 'length'>

type Routed = Received & { readonly target: RequestTarget; readonly match: RouteMatch }

/**
 * Handles one request in API Gateway's order: limits, route, authorizer, body, function. An `OPTIONS` without a route is answered by CORS.
 *
 * @throws {Error} only when the client goes away before its body is complete.
 */
export async function handleRequest(received: Received, parts: GatewayParts): Promise<Handled> {
  const located = locate(received, parts)
  const handled = 'response' in located ? located : await authorizeRequest(located, parts)
  return { ...handled, response: parts.cors.decorate(handled.response, received.method, received.headers) }
}

/** Node reads a request line without a version as HTTP/0.9. */
const httpVersions: ReadonlySet<string> = new Set(['1.0', '1.1'])

function locate(received: Received, parts: GatewayParts): Routed | Handled {
  const { message, method, headers } = received
  if (!httpVersions.has(message.httpVersion)) return rejectUnreadable('neither HTTP/1.1 nor HTTP/1.0')
  if (isHeadTooLong(message)) return reject(431, explainLongHead(maxHeadBytes))
  if ((headers.counts.get('host') ?? 0) > 1) return rejectUnreadable('more than one Host header')
  const target = parseRequestTarget(message.url ?? '')
  if (!target) return rejectUnreadable('the path must decode twice, as on AWS: send a literal "%" as %2525')
  const host = target.host ?? headers.values.get('host')
  if (host !== undefined && !isHost(host)) return rejectUnreadable('the host is not a valid one')
  const match = parts.matchRoute(method, target.routePath) ?? parts.matchRestRoute(method, target.routePath)
  if (!match) return rejectUnrouted(method, target.routePath, parts)
  return { ...received, target, match, ...(target.host && { headers: withHost(headers, target.host) }) }
}

function rejectUnrouted(method: string, path: string, parts: GatewayParts): Handled {
  const response = parts.cors.unrouted(method)
  if (response) return { response }
  const matches: UnroutedRequest['matches'] = (...asked) => parts.matchRoute(...asked)?.route.routeKey
  return reject(404, explainNoRoute({ ...parts.known, method, path, matches }))
}

async function authorizeRequest(routed: Routed, parts: GatewayParts): Promise<Handled> {
  const { match, nowMs, message } = routed
  const { route } = match
  // Before its authorizer, which may be one that does not run here: the route must not be open.
  const closed = route.notServed ?? findNotServedAuthorizer(route, parts)
  if (closed) return rejectNotServed(closed, match)
  const traceId = routed.headers.values.get('x-amzn-trace-id') ?? newTraceId(nowMs)
  const common = {
    ...routed,
    traceId,
    apiStage: parts.apiStage,
    sourceIp: readSourceIp(message),
    routeKey: route.routeKey,
    variables: match.variables,
  }
  const early = needsBody(route) ? await readBody(message) : noBody
  if (!early) return rejectLongBody()
  const decision = await parts.authorizeRoute({ ...common, body: early })
  if (decision?.kind === 'refused') return rejectCaller(decision, match)
  const notServed = parts.notServed.get(route.functionKey)
  if (notServed) return rejectNotServed(notServed, match)
  const body = needsBody(route) ? early : await readBody(message)
  return body ? integrate({ ...common, body }, decision, parts) : rejectLongBody()
}

function findNotServedAuthorizer(
  { authorizer }: LocalRoute,
  { notServed }: GatewayParts,
): NotServed | undefined {
  return authorizer?.kind === 'request' ? notServed.get(authorizer.functionKey) : undefined
}

const noBody = Buffer.alloc(0)

/** A signature covers the body, and the event of a Lambda authorizer has its length. A token is checked before the body has come. */
function needsBody({ authorizer }: LocalRoute): boolean {
  return authorizer?.kind === 'request' || authorizer?.kind === 'iam'
}

function rejectLongBody(): Handled {
  return reject(413, explainLongBody())
}

async function integrate(
  request: ArrivedRequest,
  accepted: ExplainedAcceptance | undefined,
  parts: GatewayParts,
): Promise<Handled> {
  const { body, match } = request
  const { payloadFormat } = match.route
  const make = payloadFormat === '1.0' ? makeEventInFormat1 : makeEvent
  const event = make({ ...request, authorized: accepted?.authorized })
  if (isEventTooLong(event, body)) return reject(413, explainLongEvent(body.length))
  const { response, problem } = await invokeFunction({
    functions: parts.functions,
    functionKey: match.route.functionKey,
    event,
    payloadFormat,
    timeoutMs: parts.integrationTimeoutMs,
    written: request.written,
  })
  const { explanation } = accepted ?? {}
  return {
    response,
    note: problem?.reason,
    route: match.route,
    event,
    body,
    ...(explanation && { explanation }),
    ...(problem && { problem }),
  }
}

function reject(status: GatewayStatus, problem: AnswerExplanation): Handled {
  return { response: gatewayError(status), note: problem.reason, problem }
}

function rejectUnreadable(what: string): Handled {
  return reject(400, explainUnreadable(what))
}

function rejectNotServed(notServed: NotServed, { route }: RouteMatch): Handled {
  const message = describeNotServed(notServed)
  return { response: notServedResponse(message), note: message, route, problem: explainNotServed(message) }
}

function rejectCaller(
  { status, headers, explanation, name }: ExplainedRefusal,
  { route }: RouteMatch,
): Handled {
  const { full, short } = refusalLine(explanation, name) ?? {}
  return { response: gatewayError(status, headers), note: full, short, route, explanation }
}

/** The peer's address; an IPv4 address that came in over IPv6 is written as IPv4. */
function readSourceIp({ socket }: IncomingMessage): string {
  return (socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, '')
}
