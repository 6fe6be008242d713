import type { HandlerRequirements } from '../../../src/index.ts'
import type { HandlerToLoad, SentRequirements } from '../../handlers/requirements-messages.ts'
import type { DeployedRoute } from './deployment.ts'
import type { Finding } from './preflight-result.ts'

export interface Guarded {
  readonly route: DeployedRoute
  readonly handlerFunction: HandlerToLoad
  readonly requirements: Pick<HandlerRequirements, 'auth' | 'principal'> &
    Partial<Pick<SentRequirements, 'path'>>
  /** Whether the authorizer accepts id tokens at all. */
  readonly acceptsIdTokens: boolean
}

/** Compares what a handler requires of its callers with what its route lets through. */
export function checkGuards(guarded: Guarded): Finding[] {
  const { guard } = guarded.route
  if (guard !== 'jwt') return [withoutClaims(guarded)]
  return [checkIdToken, checkScopes].flatMap((check) => check(guarded))
}

/** `createHandler` always requires a verified caller, whatever else it requires. */
function withoutClaims({ route, handlerFunction, requirements }: Guarded): Finding {
  const has =
    route.guard === 'none' ? 'no authorizer' : 'an authorizer that passes no claims on to the function'
  const { scopes } = requirements.auth
  const rule = scopes ? `requires the scope ${scopes.join(' and ')}` : 'requires a verified caller'
  return {
    kind: 'error',
    code: 'route-without-claims',
    what: `${route.routeKey} has ${has}; ${handlerFunction.handler} ${rule}.`,
    why: 'No caller is verified there, so the handler answers every request with 401 ERR_AUTHORIZER_MISSING.',
    fix: 'Put the JWT authorizer on the route ("authorizer: { name: ... }"), or write the handler without createHandler if the route is public.',
  }
}

function checkIdToken(guarded: Guarded): Finding[] {
  const { route, requirements, acceptsIdTokens } = guarded
  if (requirements.auth.tokenUse !== 'id') return []
  if (route.scopes.length > 0) return [idTokenOnScopedRoute(guarded)]
  return acceptsIdTokens ? [] : [idTokenWithoutAudience(guarded)]
}

function idTokenOnScopedRoute({ route, handlerFunction }: Guarded): Finding {
  return {
    kind: 'error',
    code: 'id-token-on-scoped-route',
    what: `${route.routeKey} requires the scope ${route.scopes.join(' or ')}; ${handlerFunction.handler} accepts id tokens only.`,
    why: 'An id token has no scopes, so the gateway rejects it with 403, and the handler rejects all others.',
    fix: 'Remove the scopes from the route, or let the handler accept access tokens.',
  }
}

function idTokenWithoutAudience({ route, handlerFunction }: Guarded): Finding {
  return {
    kind: 'error',
    code: 'id-token-without-audience',
    what: `${handlerFunction.handler} accepts id tokens only; the authorizer of ${route.routeKey} lists no client id.`,
    why: 'Id tokens are issued to the client, so the gateway rejects each with 401, and the handler rejects all others.',
    fix: 'Set the application whose id tokens are accepted, in the ..._ID_TOKEN_AUDIENCE of the provider; or let the handler accept access tokens.',
  }
}

function checkScopes(guarded: Guarded): Finding[] {
  const { route, requirements } = guarded
  const plain = requirements.auth.scopes ?? []
  if (plain.length === 0) return []
  const prefix = prefixOf(guarded)
  const full = plain.map((scope) => prefix + scope)
  if (route.scopes.length === 0) return [scopesInCodeOnly(guarded, full)]
  if (full.some((scope) => route.scopes.includes(scope))) return []
  return [scopesDiffer(guarded, full, isPrefixWrong(plain, route.scopes))]
}

function prefixOf({ requirements, handlerFunction }: Guarded): string {
  if (requirements.principal) return requirements.principal.scopePrefix ?? ''
  return handlerFunction.environment.CLAIMCHECK_SCOPE_PREFIX ?? ''
}

function scopesInCodeOnly({ route, handlerFunction }: Guarded, full: readonly string[]): Finding {
  return {
    kind: 'warning',
    code: 'scope-in-code-only',
    what: `${handlerFunction.handler} requires the scope ${full.join(' and ')}; ${route.routeKey} requires none.`,
    why: 'The handler still rejects callers without it, but the gateway lets every token of the issuer through, and each invocation is billed.',
    fix: `Require it on the route too: "scopes: [${full.join(', ')}]" under its authorizer.`,
  }
}

/** The same name, apart from its prefix. */
function isPrefixWrong(plain: readonly string[], routeScopes: readonly string[]): boolean {
  return plain.some((name) => routeScopes.some((scope) => scope === name || scope.endsWith(`/${name}`)))
}

function scopesDiffer(
  { route, handlerFunction }: Guarded,
  full: readonly string[],
  isError: boolean,
): Finding {
  const required = route.scopes.join(' or ')
  return {
    kind: isError ? 'error' : 'warning',
    code: 'scopes-differ',
    what: `${route.routeKey} requires the scope ${required}; ${handlerFunction.handler} requires ${full.join(' and ')}.`,
    why: isError
      ? 'They are the same scope, but tokens carry it in one form only: what passes the gateway is rejected by the handler, or nothing passes.'
      : 'A caller needs both. A token with only one is rejected with 403 by the gateway or by the handler.',
    fix: `Use the same scope in both: on the route in full, with the prefix ("${full[0]}"), in the handler without the prefix.`,
  }
}
