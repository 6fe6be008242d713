import { parseRequestTarget, type RequestTarget } from '../../events/request-target.ts'
import { parseRouteKey, type RoutePattern, type Segment } from '../../events/route-pattern.ts'
import type { RequestParts } from './request-parts.ts'
import { TestKitError } from './test-kit-error.ts'

/** @throws {TestKitError} `ERR_ROUTE_UNREADABLE` */
export function readRoute(routeKey: string): RoutePattern {
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

/**
 * The request target that leads to this route.
 *
 * @throws {TestKitError} `ERR_PATH_VARIABLES`
 */
export function targetOf(
  { segments = [] }: RoutePattern,
  parts: Pick<RequestParts, 'format' | 'path' | 'query' | 'rawPath'>,
  routeKey: string,
): RequestTarget {
  const { path = {}, query = {}, rawPath } = parts
  assertVariables(segments, path, routeKey)
  const encode = decodesOnce(parts) ? encodeURIComponent : encodeForTwo
  const sent = rawPath ?? `/${segments.map((segment) => encodeSegment(segment, path, encode)).join('/')}`
  const text = `${sent}${queryText(query)}`
  const target = decodesOnce(parts) ? decodeOnce(text) : parseRequestTarget(text)
  if (target) return target
  throw new TestKitError(
    'ERR_PATH_VARIABLES',
    `The path ${JSON.stringify(sent)} of '${routeKey}' cannot be decoded. It begins with "/" and is percent-encoded UTF-8.`,
  )
}

/** As the function reads them; a REST API leaves them percent-encoded. */
export function variablesOf(
  { segments = [] }: RoutePattern,
  { format, path = {} }: Pick<RequestParts, 'format' | 'path'>,
): ReadonlyMap<string, string> {
  const read = format === 'rest' ? encodeURIComponent : (value: string) => value
  return new Map(
    segments.flatMap((segment) =>
      segment.kind === 'static' ? [] : [[segment.name, encodeSegment(segment, path, read)] as const],
    ),
  )
}

/** REST APIs and function URLs do; HTTP APIs decode twice. */
function decodesOnce({ format }: Pick<RequestParts, 'format'>): boolean {
  return format === 'rest' || format === 'url'
}

function decodeOnce(text: string): RequestTarget | undefined {
  const [encodedPath = '', rawQuery = ''] = text.split(/\?(.*)/s)
  try {
    const path = decodeURIComponent(encodedPath)
    return path.startsWith('/')
      ? { path, routePath: path, encodedPath, rawQuery, host: undefined }
      : undefined
  } catch {
    return undefined
  }
}

/** HTTP APIs part a path after the first decoding: what would not survive the second is encoded twice. */
function encodeForTwo(value: string): string {
  const once = encodeURIComponent(value)
  return /[%/?]/.test(value) ? encodeURIComponent(once) : once
}

function encodeSegment(
  segment: Segment,
  path: Readonly<Record<string, string | number>>,
  encode: (value: string) => string,
): string {
  if (segment.kind === 'static') return segment.text
  const value = String(path[segment.name])
  return segment.kind === 'greedy' ? value.split('/').map(encode).join('/') : encode(value)
}

function assertVariables(segments: readonly Segment[], path: object, routeKey: string): void {
  const names = segments.flatMap((segment) => (segment.kind === 'static' ? [] : [segment.name]))
  const missing = names.filter((name) => !Object.hasOwn(path, name))
  const unknown = Object.keys(path).filter((name) => !names.includes(name))
  if (missing.length === 0 && unknown.length === 0) return
  const found =
    missing.length > 0
      ? `variables without a value: ${missing.join(', ')}`
      : `no variable named ${unknown.join(', ')}`
  const expected = names.length > 0 ? `path takes ${names.join(', ')}` : 'leave path out'
  throw new TestKitError('ERR_PATH_VARIABLES', `The route '${routeKey}' has ${found}: ${expected}.`)
}

function queryText(query: NonNullable<RequestParts['query']>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((each): [string, string] => [name, String(each)]),
  )
  return pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : ''
}
