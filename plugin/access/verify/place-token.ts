import type { DescribedGuard } from '../../openapi/described-api.ts'
import type { HarmlessRequest } from './harmless-request.ts'

/** Puts a token where the route's authorizer looks for it; of a Lambda authorizer, the first source that a client can fill in. */
export function placeToken(
  request: HarmlessRequest,
  guard: DescribedGuard | undefined,
  token: string | undefined,
): HarmlessRequest {
  if (token === undefined) return request
  const [, place, name = 'authorization'] = findPlace(guard) ?? []
  if (place !== 'querystring') {
    const headers = { ...request.headers, [name.toLowerCase()]: `Bearer ${token}` }
    return { ...request, headers }
  }
  const joint = request.path.includes('?') ? '&' : '?'
  const path = `${request.path}${joint}${encodeURIComponent(name)}=${encodeURIComponent(token)}`
  return { ...request, path }
}

function findPlace(guard: DescribedGuard | undefined): RegExpExecArray | undefined {
  const sources =
    guard?.kind === 'jwt' ? [guard.identitySource] : guard?.kind === 'request' ? guard.identitySources : []
  const places = sources.map((source) => /^\$request\.(header|querystring)\.(.+)$/.exec(source))
  return places.find((found) => found !== null) ?? undefined
}
