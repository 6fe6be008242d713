import type { CallDocument, RouteDocument } from '../../api-types.ts'

type Bare = Omit<CallDocument, 'headers'>

/**
 * Puts a token where the route's authorizer looks for it: `$request.header.Authorization` or `$request.querystring.<name>`.
 *
 * @param value with `Bearer `; null for none.
 */
export function place(call: Bare, route: RouteDocument | undefined, value: string | null): CallDocument {
  const json: [string, string][] = call.body === undefined ? [] : [['content-type', 'application/json']]
  const [, where, name = 'authorization'] = findPlace(route)
  if (value === null) return { ...call, headers: json }
  if (where !== 'querystring') return { ...call, headers: [[name.toLowerCase(), value], ...json] }
  const joint = call.path.includes('?') ? '&' : '?'
  const bare = value.replace(/^Bearer /, '')
  const path = `${call.path}${joint}${encodeURIComponent(name)}=${encodeURIComponent(bare)}`
  return { ...call, path, headers: json }
}

/** Of a Lambda authorizer the first source that a client can fill in. */
function findPlace(route: RouteDocument | undefined): readonly string[] {
  const { authorizer } = route ?? {}
  if (!authorizer || authorizer.kind === 'iam') return []
  const sources = authorizer.kind === 'jwt' ? [authorizer.identitySource] : authorizer.identitySources
  const places = sources.map((source) => /^\$request\.(header|querystring)\.(.+)$/.exec(source))
  return places.find((found) => found !== null) ?? []
}
