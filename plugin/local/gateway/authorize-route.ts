import type { Acceptance } from '../../../authorizer/authorize.ts'
import { authorize } from '../../../authorizer/authorize.ts'
import type { JwtAuthorizer } from '../../../authorizer/authorizer.ts'
import { parseIdentitySource } from '../../../authorizer/identity-source.ts'
import type { KeySource } from '../../../authorizer/keys.ts'
import { challenge } from '../../../authorizer/refusal.ts'
import { createAnswerCache } from '../../../authorizer/request/answer-cache.ts'
import { explainDecision } from '../../explain/explain-decision.ts'
import type { LocalRoute } from '../../service/service.ts'
import { authorizeByFunction } from './authorize-by-function.ts'
import { authorizeBySignature } from './authorize-by-signature.ts'
import type { ArrivedRequest, AuthorizeDecision, Guard, GuardOptions } from './guard.ts'

/** Decides whether a request may pass its route; undefined on an open one. */
export type AuthorizeRoute = (request: ArrivedRequest) => Promise<AuthorizeDecision | undefined>

/**
 * Prepares the authorizers of a service's routes.
 *
 * @throws {Error} for an identity source that cannot be read.
 */
export function createAuthorizeRoute(routes: readonly LocalRoute[], options: GuardOptions): AuthorizeRoute {
  const shared = { ...options, cache: createAnswerCache() }
  const guards = new Map<LocalRoute, Guard>()
  for (const route of routes) {
    const { authorizer } = route
    if (authorizer?.kind === 'jwt') guards.set(route, checkToken(authorizer, route, options.keys))
    if (authorizer?.kind === 'request') guards.set(route, authorizeByFunction(authorizer, shared))
    if (authorizer?.kind === 'iam') guards.set(route, authorizeBySignature(options))
  }
  return async (request) => guards.get(request.match.route)?.(request)
}

function checkToken(authorizer: JwtAuthorizer, { scopes: routeScopes }: LocalRoute, keys: KeySource): Guard {
  const findToken = parseIdentitySource(authorizer.identitySource)
  return async ({ headers, target, nowMs }) => {
    const context = { authorizer, routeScopes, nowMs }
    const presented = findToken(headers, target.rawQuery)
    const decision =
      typeof presented === 'string' ? await authorize(presented, { ...context, keys }) : presented
    if (decision.kind === 'accepted') return accept(decision)
    return {
      kind: 'refused',
      status: decision.status,
      headers: [['www-authenticate', challenge(decision, routeScopes)]],
      explanation: explainDecision({ presented, decision, context }),
      name: authorizer.name,
    }
  }
}

function accept({ stringClaims, scopes }: Acceptance): AuthorizeDecision {
  return { kind: 'accepted', authorized: { kind: 'jwt', stringClaims, scopes } }
}
