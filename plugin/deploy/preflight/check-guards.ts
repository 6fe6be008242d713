import type { HandlerRequirements } from '../../../src/index.ts'
import type { HandlerToLoad } from '../../handlers/requirements-messages.ts'
import type { DeployedRoute } from './deployment.ts'
import type { Finding } from './preflight-result.ts'

export interface Guarded {
  readonly route: DeployedRoute
  readonly handlerFunction: HandlerToLoad
  readonly demands: Pick<HandlerRequirements, 'auth' | 'principal'>
  /** Whether the authorizer lets id tokens in at all. */
  readonly takesIdTokens: boolean
}

/** Compares what a handler requires of its callers with what its route lets through. */
export function checkGuards(guarded: Guarded): Finding[] {
  const { guard } = guarded.route
  if (guard !== 'jwt') return [withoutClaims(guarded)]
  return [checkIdentitySource, checkIdToken, checkScopes].flatMap((check) => check(guarded))
}

/** `createHandler` always requires a verified caller, whatever else it requires. */
function withoutClaims({ route, handlerFunction, demands }: Guarded): Finding {
  const has =
    route.guard === 'none' ? 'no authorizer' : 'an authorizer that passes no claims on to the function'
  const { scopes } = demands.auth
  const asks = scopes ? `requires the scope ${scopes.join(' and ')}` : 'requires a verified caller'
  return {
    kind: 'error',
    code: 'route-without-claims',
    what: `${route.routeKey} has ${has}; ${handlerFunction.handler} ${asks}.`,
    why: 'No caller is verified there, so the handler answers every request with 401 ERR_AUTHORIZER_MISSING.',
    fix: 'Put the JWT authorizer on the route ("authorizer: { name: ... }"), or write the handler without createHandler if the route is public.',
  }
}

/** The function must know the authorizer's real identity source: see `restoreClaims`. */
function checkIdentitySource({ route, handlerFunction, demands }: Guarded): Finding[] {
  const assumed =
    demands.principal?.identitySource ||
    (demands.principal === undefined && handlerFunction.environment.CLAIMCHECK_IDENTITY_SOURCE) ||
    '$request.header.Authorization'
  const source = route.authorizer?.identitySource
  if (source === undefined || !isHeaderOfAuthorization(assumed) || isHeaderOfAuthorization(source)) return []
  return [
    {
      kind: 'error',
      code: 'identity-source-differs',
      what: `The authorizer of ${route.routeKey} reads the token from ${source}; ${handlerFunction.handler} expects it in the authorization header.`,
      why: 'Nothing has verified that header, yet the handler would read the types of the claims from it.',
      fix: `Set CLAIMCHECK_IDENTITY_SOURCE to ${source}: custom.identitySource in serverless.yml sets both.`,
    },
  ]
}

/** Whether an identity source is the `authorization` header, in any case. */
function isHeaderOfAuthorization(identitySource: string): boolean {
  return identitySource.toLowerCase() === '$request.header.authorization'
}

function checkIdToken(guarded: Guarded): Finding[] {
  const { route, demands, takesIdTokens } = guarded
  if (demands.auth.tokenUse !== 'id') return []
  if (route.scopes.length > 0) return [idTokenForScopes(guarded)]
  return takesIdTokens ? [] : [idTokenForNobody(guarded)]
}

function idTokenForScopes({ route, handlerFunction }: Guarded): Finding {
  return {
    kind: 'error',
    code: 'id-token-on-scoped-route',
    what: `${route.routeKey} asks for the scope ${route.scopes.join(' or ')}; ${handlerFunction.handler} takes id tokens only.`,
    why: 'An id token has no scopes, so the gateway refuses it with 403, and the handler refuses every other.',
    fix: 'Take the scopes from the route, or have the handler take access tokens.',
  }
}

function idTokenForNobody({ route, handlerFunction }: Guarded): Finding {
  return {
    kind: 'error',
    code: 'id-token-without-audience',
    what: `${handlerFunction.handler} accepts id tokens only; the authorizer of ${route.routeKey} lists no client id.`,
    why: 'Id tokens are issued to the client, so the gateway rejects each with 401, and the handler rejects all others.',
    fix: 'Set the application whose id tokens are accepted, in the ..._ID_TOKEN_AUDIENCE of the provider; or let the handler accept access tokens.',
  }
}

function checkScopes(guarded: Guarded): Finding[] {
  const { route, demands } = guarded
  const plain = demands.auth.scopes ?? []
  if (plain.length === 0) return []
  const prefix = prefixOf(guarded)
  const wire = plain.map((scope) => prefix + scope)
  if (route.scopes.length === 0) return [scopesInCodeOnly(guarded, wire)]
  if (wire.some((scope) => route.scopes.includes(scope))) return []
  return [scopesDiffer(guarded, wire, isPrefixAmiss(plain, route.scopes))]
}

function prefixOf({ demands, handlerFunction }: Guarded): string {
  if (demands.principal) return demands.principal.scopePrefix ?? ''
  return handlerFunction.environment.CLAIMCHECK_SCOPE_PREFIX ?? ''
}

function scopesInCodeOnly({ route, handlerFunction }: Guarded, wire: readonly string[]): Finding {
  return {
    kind: 'warning',
    code: 'scope-in-code-only',
    what: `${handlerFunction.handler} requires the scope ${wire.join(' and ')}; ${route.routeKey} requires none.`,
    why: 'The handler still rejects callers without it, but the gateway lets every token of the issuer through, and each invocation is billed.',
    fix: `Require it on the route too: "scopes: [${wire.join(', ')}]" under its authorizer.`,
  }
}

/** The same name, apart from its prefix. */
function isPrefixAmiss(plain: readonly string[], routeScopes: readonly string[]): boolean {
  return plain.some((name) => routeScopes.some((scope) => scope === name || scope.endsWith(`/${name}`)))
}

function scopesDiffer(
  { route, handlerFunction }: Guarded,
  wire: readonly string[],
  isError: boolean,
): Finding {
  const asked = route.scopes.join(' or ')
  return {
    kind: isError ? 'error' : 'warning',
    code: 'scopes-differ',
    what: `${route.routeKey} requires the scope ${asked}; ${handlerFunction.handler} requires ${wire.join(' and ')}.`,
    why: isError
      ? 'They are the same scope, but tokens carry it in one form only: what passes the gateway is rejected by the handler, or nothing passes.'
      : 'A caller needs both. A token with only one is rejected with 403 by the gateway or by the handler.',
    fix: `Use the same scope in both: on the route in full, with the prefix ("${wire[0]}"), in the handler without the prefix.`,
  }
}
