import { randomUUID } from 'node:crypto'
import type { EventRequest } from '../../events/event-request.ts'
import { readHeaders } from '../../events/request-headers.ts'
import { newRequestId, newTraceId } from '../../events/request-ids.ts'
import type { EventFormat, RequestParts } from './request-parts.ts'
import { readRoute, targetOf, variablesOf } from './request-path.ts'
import { TestKitError } from './test-kit-error.ts'

const hosts: Readonly<Record<EventFormat, string>> = {
  '2.0': 'api.example.com',
  '1.0': 'api.example.com',
  rest: 'api.example.com',
  url: 'abcdefghijklmnopqrstuvwxyz012345.lambda-url.eu-central-1.on.aws',
}

/**
 * The request as the gateway reads it, on the route that it came to.
 *
 * @throws {TestKitError} `ERR_ROUTE_UNREADABLE`, `ERR_PATH_VARIABLES` or `ERR_FORMAT_UNKNOWN`
 */
export function makeRequest(
  routeKey: string,
  parts: RequestParts,
  authorization: string | undefined,
): EventRequest {
  const { format = '2.0', nowMs = Date.now(), sourceIp = '203.0.113.24' } = parts
  if (!Object.hasOwn(hosts, format)) throw unknownFormat(format)
  const pattern = readRoute(routeKey)
  const { body, type } = bodyOf(parts.body)
  const sent = {
    host: hosts[format],
    'user-agent': 'claimcheck-testing',
    authorization,
    'content-type': type,
  }
  const headers = readHeaders(headerLines({ ...sent, ...lowerCase(parts.headers) }))
  return {
    ...{ body, headers, nowMs, routeKey, sourceIp },
    requestId: parts.requestId ?? newId(format),
    traceId: headers.values.get('x-amzn-trace-id') ?? newTraceId(nowMs),
    method: pattern.method === 'ANY' ? (parts.method ?? 'GET').toUpperCase() : pattern.method,
    target: targetOf(pattern, parts, routeKey),
    variables: variablesOf(pattern, parts),
    apiStage: stageOf(format, parts),
  }
}

/** HTTP APIs have a form of their own. */
function newId(format: EventFormat): string {
  return format === 'rest' || format === 'url' ? randomUUID() : newRequestId()
}

function stageOf(
  format: EventFormat,
  { stage, stageVariables = {} }: RequestParts,
): EventRequest['apiStage'] {
  return { name: stage ?? (format === 'rest' ? 'dev' : '$default'), variables: stageVariables }
}

type HeaderValues = Readonly<Record<string, string | readonly string[] | undefined>>

function lowerCase(headers: HeaderValues = {}): HeaderValues {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

/** Name, value, name, value, as Node gives them: each byte of UTF-8 is one character. */
function headerLines(headers: HeaderValues): string[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    value === undefined
      ? []
      : [value].flat().flatMap((line) => [name, Buffer.from(line, 'utf8').toString('latin1')]),
  )
}

function bodyOf(body: unknown): { readonly body: Buffer; readonly type?: string } {
  if (body === undefined) return { body: Buffer.alloc(0) }
  if (typeof body === 'string' || body instanceof Uint8Array) return { body: Buffer.from(body) }
  return { body: Buffer.from(JSON.stringify(body)), type: 'application/json' }
}

function unknownFormat(format: string): TestKitError {
  const known = Object.keys(hosts)
    .map((name) => `'${name}'`)
    .join(', ')
  return new TestKitError('ERR_FORMAT_UNKNOWN', `There is no event format '${format}'. Use one of ${known}.`)
}
