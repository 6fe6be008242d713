import type { Json } from '../../openapi/components.ts'
import type { DescribedRoute } from '../../openapi/described-api.ts'
import { type SchemaMember, schemaMembers } from '../../openapi/parameters.ts'
import type { StoppedBy } from './verified-route.ts'

/** A request to a route that changes nothing where that is possible; the token is still to be added. */
export interface HarmlessRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly stoppedBy: StoppedBy
}

/** No resource has this entity tag. */
const noTag = '"claimcheck-access-check"'

/** What no number, pattern, format or enumeration accepts. */
const badText = '~not~valid~'

/** API Gateway accepts 10 MB. Source: AWS http-api-quotas. */
const tooManyBytes = 10 * 1024 * 1024 + 1

/** They are in every request. */
const alwaysSent = new Set([
  'host',
  'user-agent',
  'authorization',
  'accept',
  'content-type',
  'content-length',
])

export interface HarmlessOptions {
  /** In front of every path: stage and prefix. */
  readonly basePath: string
  /** For path variables: a name that nothing has. */
  readonly unused: string
  /** The methods of the path that have a route of their own, for a route of any method. */
  readonly taken: ReadonlySet<string>
}

/** The request that shows whether a route lets a caller through. */
export function harmlessRequest(route: DescribedRoute, options: HarmlessOptions): HarmlessRequest {
  const { basePath, unused, taken } = options
  const [word = '', template = `/${unused}`] = route.routeKey.split(' ')
  const isAny = word === 'ANY' || word === '$default'
  const method = isAny ? (anyMethods.find((each) => !taken.has(each)) ?? 'GET') : word
  const request = { method, path: basePath + fill(template, () => unused), headers: {} }
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS')
    return { ...request, stoppedBy: 'method' }
  return refusedBySchema(route, request, options) ?? refusedBySize(route, request)
}

const anyMethods = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE']

type Plain = Pick<HarmlessRequest, 'method' | 'path' | 'headers'>

function refusedBySchema(
  { routeKey, handler }: DescribedRoute,
  request: Plain,
  { basePath, unused }: HarmlessOptions,
): HarmlessRequest | undefined {
  const refused = { ...request, stoppedBy: 'schema' } as const
  if (handler?.body) return { ...refused, headers: { 'content-type': 'application/json' }, body: '{' }
  const members = (part: 'path' | 'query' | 'headers' | 'cookies') =>
    schemaMembers(handler?.[part]?.jsonSchema)
  const headers = members('headers').filter(({ name }) => !alwaysSent.has(name))
  // What is required and not sent.
  if ([...members('query'), ...headers, ...members('cookies')].some(({ isRequired }) => isRequired))
    return refused
  const bad = (list: readonly SchemaMember[]) => list.find(refusesBadText)?.name
  const [variable, field, header] = [bad(members('path')), bad(members('query')), bad(headers)]
  if (variable !== undefined) {
    const [, template = ''] = routeKey.split(' ')
    return { ...refused, path: basePath + fill(template, (name) => (name === variable ? badText : unused)) }
  }
  if (field !== undefined)
    return { ...refused, path: `${request.path}?${encodeURIComponent(field)}=${badText}` }
  if (header !== undefined) return { ...refused, headers: { [header]: badText } }
  if (headers.some(({ name }) => name === 'if-match'))
    return { ...request, headers: { 'if-match': noTag }, stoppedBy: 'precondition' }
  return undefined
}

/** What `createHandler` made has guards, which the gateway does not reach. */
function refusedBySize({ guard, handler }: DescribedRoute, request: Plain): HarmlessRequest {
  // Of other authorizers the gateway reads the body first.
  if (handler || (guard && guard.kind !== 'jwt')) return { ...request, stoppedBy: 'nothing' }
  const headers = { 'content-type': 'text/plain' }
  return { ...request, headers, body: 'x'.repeat(tooManyBytes), stoppedBy: 'size' }
}

function fill(template: string, value: (name: string) => string): string {
  return template.replace(/\{([^{}+]+)\+?\}/g, (_, name: string) => value(name))
}

/** Certainly: a default may be what replaces a wrong value, and `z.coerce.boolean()` accepts any text. */
function refusesBadText({ part }: SchemaMember): boolean {
  if (part.default !== undefined) return false
  const { type, format, pattern, enum: values, const: only } = part
  return (
    isNumber(type) || format === 'uri' || excludes(pattern) || Array.isArray(values) || only !== undefined
  )
}

function isNumber(type: Json | undefined): boolean {
  return type === 'number' || type === 'integer'
}

function excludes(pattern: Json | undefined): boolean {
  return typeof pattern === 'string' && !new RegExp(pattern, 'u').test(badText)
}
