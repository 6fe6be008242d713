/** The parts of a route key: `GET /users/{id}`, `ANY /files/{proxy+}` or `$default`. */
export interface RoutePattern {
  /** Upper case, `ANY` for every method. */
  readonly method: string
  /** Undefined for `$default`, which matches every path. */
  readonly segments: readonly Segment[] | undefined
}

export type Segment =
  | { readonly kind: 'static'; readonly text: string }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'greedy'; readonly name: string }

const methods = new Set(['ANY', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'])
const variableShape = /^\{([\w.:-]+)(\+?)\}$/
const staticShape = /^[a-zA-Z0-9.:_-]+$/

/**
 * Reads a route key.
 *
 * @throws {Error} for a key that API Gateway would not create: a trailing slash, a greedy variable that is not
 * last, a method it does not know.
 */
export function parseRouteKey(routeKey: string): RoutePattern {
  if (routeKey === '$default') return { method: 'ANY', segments: undefined }
  const [method = '', path = '', ...rest] = routeKey.split(' ')
  if (!methods.has(method) || !path.startsWith('/') || rest.length > 0) {
    throw unreadable(routeKey, 'expected "$default", or a method in capitals, one space and a path')
  }
  if (path === '/') return { method, segments: [{ kind: 'static', text: '' }] }
  if (path.endsWith('/')) throw unreadable(routeKey, 'a route may not end in "/": remove it')
  const segments = path
    .slice(1)
    .split('/')
    .map((text) => parseSegment(text, routeKey))
  if (segments.slice(0, -1).some(({ kind }) => kind === 'greedy')) {
    throw unreadable(routeKey, 'a greedy variable must be the last segment')
  }
  return { method, segments }
}

/** Whether `parseRouteKey` can read it. */
export function isRouteKey(text: string): boolean {
  try {
    parseRouteKey(text)
    return true
  } catch {
    return false
  }
}

function parseSegment(text: string, routeKey: string): Segment {
  const [, name, plus] = variableShape.exec(text) ?? []
  if (name) return { kind: plus ? 'greedy' : 'variable', name }
  if (!staticShape.test(text))
    throw unreadable(routeKey, `segment "${text}" is neither plain text nor a {variable}`)
  return { kind: 'static', text }
}

function unreadable(routeKey: string, why: string): Error {
  return new Error(`route "${routeKey}" cannot be read: ${why}.`)
}
