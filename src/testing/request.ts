import { randomUUID } from 'node:crypto'
import type { EventRequest } from '../../events/event-request.ts'
import { readHeaders } from '../../events/request-headers.ts'
import { newRequestId, newTraceId } from '../../events/request-ids.ts'
import { parseRequestTarget, type RequestTarget } from '../../events/request-target.ts'
import { parseRouteKey, type RoutePattern, type Segment } from '../../events/route-pattern.ts'
import { TestKitError } from './test-kit-error.ts'

/** What calls the function, and so how its event looks. */
export type EventFormat =
  /** An HTTP API with payload format 2.0, its default. */
  | '2.0'
  /** An HTTP API with payload format 1.0. */
  | '1.0'
  /** A REST API. */
  | 'rest'
  /** A Lambda function URL. */
  | 'url'

type Text = string | number | boolean

/** A request as a client sends it. */
export interface RequestParts {
  /** @default '2.0' */
  readonly format?: EventFormat | undefined
  /** The method of an `ANY` route or of `$default`. @default GET */
  readonly method?: string | undefined
  /** Values of the route's variables, as the function reads them: `{ id: 'a b' }`. */
  readonly path?: Readonly<Record<string, string | number>> | undefined
  /** A list is sent as several parameters of one name. */
  readonly query?: Readonly<Record<string, Text | readonly Text[] | undefined>> | undefined
  /** A list is sent as several lines. @default `host` and `user-agent` */
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>> | undefined
  /** Text and bytes are sent as they are; anything else is sent as JSON, with its content type. */
  readonly body?: unknown
  /** @default '$default', and 'dev' for a REST API */
  readonly stage?: string | undefined
  /** @default none */
  readonly stageVariables?: Readonly<Record<string, string>> | undefined
  /** The client's address. @default '203.0.113.24' */
  readonly sourceIp?: string | undefined
  /** When the request comes, milliseconds since the epoch. @default now */
  readonly nowMs?: number | undefined
}

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
  const { format = '2.0', path = {}, nowMs = Date.now(), sourceIp = '203.0.113.24' } = parts
  if (!Object.hasOwn(hosts, format)) throw unknownFormat(format)
  const pattern = readRoute(routeKey)
  const { body, type } = bodyOf(parts.body)
  return {
    requestId: format === 'rest' || format === 'url' ? randomUUID() : newRequestId(),
    traceId: newTraceId(nowMs),
    nowMs,
    method: pattern.method === 'ANY' ? (parts.method ?? 'GET').toUpperCase() : pattern.method,
    target: targetOf(pattern, parts, routeKey),
    headers: readHeaders(
      headerLines({
        host: hosts[format],
        'user-agent': 'claimcheck-testing',
        authorization,
        'content-type': type,
        ...lowerCase(parts.headers),
      }),
    ),
    body,
    sourceIp,
    routeKey,
    variables: new Map(Object.entries(path).map(([name, value]) => [name, String(value)])),
    apiStage: {
      name: parts.stage ?? (format === 'rest' ? 'dev' : '$default'),
      variables: parts.stageVariables ?? {},
    },
  }
}

function readRoute(routeKey: string): RoutePattern {
  try {
    return parseRouteKey(routeKey)
  } catch (error) {
    const { message } = error as Error
    throw new TestKitError(
      'ERR_ROUTE_UNREADABLE',
      `${message.replace('route', 'The route')} Write it as in serverless.yml: 'GET /notes/{id}'.`,
    )
  }
}

function targetOf(
  { segments = [] }: RoutePattern,
  { path = {}, query = {} }: RequestParts,
  routeKey: string,
): RequestTarget {
  assertVariables(segments, path, routeKey)
  const encoded = segments.map((segment) => encodeSegment(segment, path)).join('/')
  const target = parseRequestTarget(`/${encoded}${queryText(query)}`)
  if (target) return target
  throw new TestKitError('ERR_PATH_VARIABLES', `The path of '${routeKey}' cannot be sent with these values.`)
}

function assertVariables(segments: readonly Segment[], path: object, routeKey: string): void {
  const names = segments.flatMap((segment) => (segment.kind === 'static' ? [] : [segment.name]))
  const missing = names.filter((name) => !Object.hasOwn(path, name))
  const unknown = Object.keys(path).filter((name) => !names.includes(name))
  if (missing.length === 0 && unknown.length === 0) return
  const found =
    missing.length > 0 ? `no value for ${missing.join(', ')}` : `no variable ${unknown.join(', ')}`
  throw new TestKitError(
    'ERR_PATH_VARIABLES',
    `The route '${routeKey}' has ${found}. Set path to a value for each variable of the route: ${names.join(', ') || 'it has none'}.`,
  )
}

function encodeSegment(segment: Segment, path: Readonly<Record<string, string | number>>): string {
  if (segment.kind === 'static') return segment.text
  const value = String(path[segment.name])
  return segment.kind === 'greedy' ? value.split('/').map(encode).join('/') : encode(value)
}

/** The gateway decodes twice, and parts a path after the first time: what would not survive that is encoded twice. */
function encode(value: string): string {
  const once = encodeURIComponent(value)
  return /[%/?]/.test(value) ? encodeURIComponent(once) : once
}

function queryText(query: NonNullable<RequestParts['query']>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((each): [string, string] => [name, String(each)]),
  )
  return pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : ''
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
