import type { Acceptance } from '../../authorizer/authorize.ts'
import { authorize } from '../../authorizer/authorize.ts'
import type { FindToken } from '../../authorizer/identity-source.ts'
import { parseIdentitySource } from '../../authorizer/identity-source.ts'
import type { KeySource } from '../../authorizer/keys.ts'
import type { Refusal } from '../../authorizer/refusal.ts'
import { explainDecision } from '../../explain/explain-decision.ts'
import type { Explanation } from '../../explain/explanation.ts'
import type { LocalRoute } from '../../service/service.ts'
import type { RequestHeaders } from './request-headers.ts'

/** A refusal, which tells the client as little as AWS does, and its explanation for whoever runs the API. */
export interface ExplainedRefusal {
  readonly kind: 'refused'
  readonly refusal: Refusal
  readonly explanation: Explanation
}

/** Decides whether a request may pass a route; undefined on an open one. */
export type AuthorizeRoute = (
  route: LocalRoute,
  request: { readonly headers: RequestHeaders; readonly rawQuery: string; readonly nowMs: number },
) => Promise<Acceptance | ExplainedRefusal | undefined>

/**
 * Prepares the authorizers of a service's routes.
 *
 * @param keys of their issuers, kept from request to request.
 * @throws {Error} for an identity source that cannot be read.
 */
export function createAuthorizeRoute(routes: readonly LocalRoute[], keys: KeySource): AuthorizeRoute {
  const finders = new Map<LocalRoute, FindToken>()
  for (const route of routes) {
    const { authorizer } = route
    if (!authorizer) continue
    if (authorizer.kind !== 'jwt') throw new Error(`route "${route.routeKey}" has no JWT authorizer.`)
    finders.set(route, parseIdentitySource(authorizer.identitySource))
  }
  return async (route, { headers, rawQuery, nowMs }) => {
    const findToken = finders.get(route)
    const { authorizer } = route
    if (authorizer?.kind !== 'jwt' || !findToken) return undefined
    const context = { authorizer, routeScopes: route.scopes, nowMs }
    const presented = findToken(headers, rawQuery)
    const decision =
      typeof presented === 'string' ? await authorize(presented, { ...context, keys }) : presented
    if (decision.kind === 'accepted') return decision
    const explanation = explainDecision({ presented, decision, context })
    return { kind: 'refused', refusal: decision, explanation }
  }
}
