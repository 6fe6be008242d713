import type { LocalRoute } from '../service.ts'
import type { Acceptance } from './authorizer.ts'
import { authorize } from './authorizer.ts'
import type { FindToken } from './identity-source.ts'
import { parseIdentitySource } from './identity-source.ts'
import type { KeySource } from './keys.ts'
import { createKeySource } from './keys.ts'
import type { Refusal } from './refusal.ts'
import type { RequestHeaders } from './request-headers.ts'

/** Decides whether a request may pass a route; undefined on an open one. */
export type AuthorizeRoute = (
  route: LocalRoute,
  request: { readonly headers: RequestHeaders; readonly rawQuery: string; readonly nowMs: number },
) => Promise<Acceptance | Refusal | undefined>

/**
 * Prepares the authorizers of a service's routes.
 *
 * @throws {Error} for an identity source that cannot be read.
 */
export function createAuthorizeRoute(routes: readonly LocalRoute[], now: () => number): AuthorizeRoute {
  const keys: KeySource = createKeySource(now)
  const finders = new Map<LocalRoute, FindToken>()
  for (const route of routes) {
    if (route.authorizer) finders.set(route, parseIdentitySource(route.authorizer.identitySource))
  }
  return async (route, { headers, rawQuery, nowMs }) => {
    const findToken = finders.get(route)
    if (!route.authorizer || !findToken) return undefined
    const token = findToken(headers, rawQuery)
    if (typeof token !== 'string') return token
    return authorize(token, { authorizer: route.authorizer, routeScopes: route.scopes, keys, nowMs })
  }
}
