import type { CallDocument, HeaderPairs, RequestDetails, RouteDocument } from '../../api-types.ts'
import type { CallPlace } from '../address.ts'
import type { CustomToken } from './custom-token.ts'
import { place } from './place-token.ts'

/** Which token a call is made with. */
export interface ChosenToken {
  readonly kind: 'access' | 'id' | 'none' | 'broken' | 'custom' | 'pasted'
  /** Of a broken one; empty while none is chosen. */
  readonly brokenId: string
  /** What was pasted. */
  readonly text: string
  /** What was written by hand; undefined until then. */
  readonly custom?: CustomToken
  /** How much later than now the call is tried. Default 0. */
  readonly laterSeconds?: number
}

/** A request as it stands in the form, before it is sent. */
export interface Draft {
  /** The route that was chosen: its authorizer says where the token goes. */
  readonly routeKey: string
  readonly method: string
  /** With its variables: `/notes/{id}`, `/files/{proxy+}`. */
  readonly path: string
  /** By name, without the `+`. */
  readonly variables: Readonly<Record<string, string>>
  readonly query: HeaderPairs
  readonly headers: HeaderPairs
  readonly token: ChosenToken
  /** Not to sign a call of a route with `aws_iam`, where that can be done here: `false`. */
  readonly sign?: boolean
}

/** The draft with another route; token and headers stay. */
export function withRoute(draft: Draft, route: RouteDocument): Draft {
  const [method = 'GET', path = '/'] = route.routeKey.split(' ')
  const target =
    method === '$default' ? { method: 'GET', path: '/' } : { method: method === 'ANY' ? 'GET' : method, path }
  return { ...draft, routeKey: route.routeKey, ...target, query: [] }
}

/** What the form starts with: a GET route without a variable needs nothing but a token. One that answers 501 comes last. */
export function firstDraft(routes: readonly RouteDocument[], isSignedIn: boolean): Draft {
  const isSimple = ({ routeKey }: RouteDocument) => routeKey.startsWith('GET /') && !routeKey.includes('{')
  const served = routes.filter(({ notServed }) => !notServed)
  const route = served.find(isSimple) ?? served[0] ?? routes[0]
  const token = { kind: isSignedIn ? 'access' : 'none', brokenId: '', text: '' } as const
  const empty = { routeKey: '', method: 'GET', path: '/', variables: {}, query: [], headers: [], token }
  return route ? withRoute(empty, route) : empty
}

/** The draft with the route and the broken token that a link names, as far as there are such. */
export function draftAt(
  { routeKey, brokenId }: Omit<CallPlace, 'kind'>,
  routes: readonly RouteDocument[],
  draft: Draft,
): Draft {
  const route = routes.find((each) => each.routeKey === routeKey)
  const withToken = brokenId ? withBrokenToken(draft, brokenId) : draft
  return route ? withRoute(withToken, route) : withToken
}

export function withBrokenToken(draft: Draft, brokenId: string): Draft {
  return { ...draft, token: { ...draft.token, kind: 'broken', brokenId } }
}

/** `{id}` and `{proxy+}` of a path, in its order, without braces and `+`. */
export function variablesOf(path: string): readonly string[] {
  return [...path.matchAll(/\{([^{}+]+)\+?\}/g)].map(([, name = '']) => name)
}

/** What a variable has until something else is typed: enough for a call that matches the route. */
export const sampleVariable = '1'

/** Path and query as they are sent. The slashes of a `{proxy+}` stay. */
export function targetOf({ path, variables, query }: Draft): string {
  const filled = path
    .replace(/^(?!\/)/, '/')
    .replace(/\{([^{}+]+)(\+?)\}/g, (_, name: string, greedy: string) => {
      const value = variables[name] || sampleVariable
      return greedy ? value.split('/').map(encodeURIComponent).join('/') : encodeURIComponent(value)
    })
  const named = query.filter(([name]) => name !== '')
  const search = named.map((pair) => pair.map(encodeURIComponent).join('=')).join('&')
  return search === '' ? filled : `${filled}${filled.includes('?') ? '&' : '?'}${search}`
}

/**
 * Takes a pasted address apart: `https://api.example.com/notes?limit=2` is a path and a query. A path with a query too.
 *
 * @returns undefined for text that is neither
 */
export function splitAddress(text: string): Pick<Draft, 'path' | 'query'> | undefined {
  if (!/^https?:\/\//i.test(text) && !/^\/[^{}]*\?./.test(text)) return undefined
  const url = URL.parse(text, 'http://localhost')
  if (!url) return undefined
  return { path: url.pathname, query: [...url.searchParams] }
}

/**
 * The request to send.
 *
 * @param value for the identity source, with `Bearer `; null for none
 */
export function callOf(
  draft: Draft,
  route: RouteDocument | undefined,
  value: string | null,
  body: string,
): CallDocument {
  const call = place(
    { method: draft.method, path: targetOf(draft), ...(body !== '' && { body }) },
    route,
    value,
  )
  const own = draft.headers
    .filter(([name]) => name !== '')
    .map(([name, text]) => [name.toLowerCase(), text] as const)
  const isOwn = (name: string) => own.some(([each]) => each === name)
  return { ...call, headers: [...call.headers.filter(([name]) => !isOwn(name)), ...own] }
}

/** The console's server and Node write them. */
const ownOfHttp = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'authorization',
  'content-type',
  'x-amz-date',
])

/** A request that was sent, as a draft to change. Its token is kept as it was. */
export function draftOf({ method, target, requestHeaders }: RequestDetails, routeKey: string): Draft {
  const { pathname, searchParams } = new URL(target, 'http://localhost')
  const authorization = requestHeaders.find(([name]) => name === 'authorization')?.[1] ?? ''
  // A signature is made again: it would not fit what is changed.
  const isSigned = authorization.startsWith('AWS4-HMAC-SHA256 ')
  const text = isSigned ? '' : authorization
  return {
    routeKey,
    method,
    path: pathname,
    variables: {},
    query: [...searchParams],
    headers: requestHeaders.filter(([name]) => !ownOfHttp.has(name)),
    token: { kind: text ? 'pasted' : 'none', brokenId: '', text },
  }
}
