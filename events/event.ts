import { parseQuery } from '../authorizer/identity-source.ts'
import { type Authorized, authorizerOf } from './authorized.ts'
import { type EventRequest, localAccountId } from './event-request.ts'
import type { RequestHeaders } from './request-headers.ts'

/** Everything that an event is made of. */
export interface EventSource extends EventRequest {
  /** Undefined on an open route. */
  readonly authorized: Authorized | undefined
}

/**
 * The event of payload format 2.0, as API Gateway writes it: what is absent is left out, maps are sorted by name.
 * Source: AWS http-api-develop-integrations-lambda, and captures.
 */
export function makeEvent(source: EventSource) {
  const { target, headers, routeKey, variables } = source
  return {
    version: '2.0' as const,
    routeKey,
    rawPath: target.path,
    rawQueryString: target.rawQuery,
    ...(headers.cookies.length > 0 && { cookies: headers.cookies }),
    headers: eventHeaders(source),
    ...(target.rawQuery !== '' && { queryStringParameters: readQuery(target.rawQuery) }),
    requestContext: requestContext(source),
    ...(source.body.length > 0 && { body: source.body.toString(isTextEvent(source) ? 'utf8' : 'base64') }),
    ...(variables.size > 0 && { pathParameters: sortedRecord(variables) }),
    ...(hasMembers(source.apiStage.variables) && {
      stageVariables: sortedRecord(Object.entries(source.apiStage.variables)),
    }),
    isBase64Encoded: source.body.length > 0 && !isTextEvent(source),
  }
}

function hasMembers(record: object): boolean {
  return Object.keys(record).length > 0
}

/** Whether the event carries the body as text. */
export function isTextEvent({ headers }: EventSource): boolean {
  return isTextBody(headers.values.get('content-type'))
}

function eventHeaders(source: EventSource): Record<string, string> {
  return sortedRecord([...source.headers.values, ...gatewayHeaders(source)])
}

/** What the gateway adds, in place of what the client may have sent by these names. */
export function gatewayHeaders({ headers, body, traceId, sourceIp }: EventSource): [string, string][] {
  const forwardedFor = headers.values.get('x-forwarded-for')
  return [
    ['content-length', String(body.length)],
    ['x-amzn-trace-id', traceId],
    ['x-forwarded-for', forwardedFor === undefined ? sourceIp : `${forwardedFor}, ${sourceIp}`],
    ['x-forwarded-port', '443'],
    ['x-forwarded-proto', 'https'],
  ]
}

/** Decoded; values of one name are joined by `,` in the order sent. */
export function readQuery(rawQuery: string): Record<string, string> {
  const joined = new Map<string, string>()
  for (const [name, value] of parseQuery(rawQuery)) {
    joined.set(name, joined.has(name) ? `${joined.get(name)},${value}` : value)
  }
  return sortedRecord(joined)
}

function requestContext(source: EventSource): object {
  const { authorized, headers, method, nowMs, requestId, routeKey, sourceIp, target } = source
  return {
    accountId: localAccountId,
    apiId: 'local',
    ...(authorized && { authorizer: authorizerOf(authorized) }),
    ...domainOf(headers),
    http: {
      method,
      path: target.path,
      protocol: 'HTTP/1.1',
      sourceIp,
      userAgent: headers.values.get('user-agent') ?? '',
    },
    requestId,
    routeKey,
    stage: source.apiStage.name,
    time: formatTime(nowMs),
    timeEpoch: nowMs,
  }
}

/** The host without its port, and its first label. */
export function domainOf({ values }: RequestHeaders) {
  const domainName = (values.get('host') ?? 'localhost').replace(/:\d+$/, '')
  return { domainName, domainPrefix: domainName.split('.', 1)[0] ?? '' }
}

let formatted = { second: Number.NaN, text: '' }

/** `17/Jun/2024:15:49:29 +0000` */
export function formatTime(nowMs: number): string {
  const second = Math.floor(nowMs / 1_000)
  if (second !== formatted.second) formatted = { second, text: formatSecond(nowMs) }
  return formatted.text
}

function formatSecond(nowMs: number): string {
  const [, day, month, year, time] =
    /^\w+, (\d+) (\w+) (\d+) ([\d:]+) GMT$/.exec(new Date(nowMs).toUTCString()) ?? []
  return `${day}/${month}/${year}:${time} +0000`
}

/**
 * A plain object with its keys in alphabetical order, as API Gateway writes every map. Names such as
 * `__proto__` become ordinary keys.
 */
export function sortedRecord(entries: Iterable<readonly [string, string]>): Record<string, string> {
  const values = new Map(entries)
  // Without a comparison of ours: `sort` compares code units by default, and faster.
  const names = [...values.keys()].sort()
  return Object.fromEntries(names.map((name) => [name, values.get(name) ?? '']))
}

const textTypes = new Set([
  'application/graphql',
  'application/javascript',
  'application/json',
  'application/xml',
])

/**
 * Whether the event carries a body of this content type as text rather than as base64.
 *
 * A missing type, forms and everything unknown are base64. `charset=utf-8` changes nothing and another charset makes
 * base64 of it: captures disagree on that, see the reference's section 4.2.
 */
function isTextBody(contentType: string | undefined): boolean {
  const [type = '', ...parameters] = (contentType ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim())
  if (!type.startsWith('text/') && !textTypes.has(type)) return false
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))
  return charset === undefined || /^charset="?utf-8"?$/.test(charset)
}
