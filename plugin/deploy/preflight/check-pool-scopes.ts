import type { DeployedPool, DeployedRoute } from './deployment.ts'
import type { Finding } from './preflight-result.ts'

/** Looks for scopes that a route requires and that no token of the stack's own user pool can have. */
export function checkPoolScopes(pool: DeployedPool, routes: readonly DeployedRoute[]): Finding[] {
  return routes
    .filter(({ authorizer }) => authorizer && authorizer.issuer === undefined && !authorizer.isImported)
    .flatMap((route) => checkRoute(pool, route))
}

/** One of a route's scopes is enough, so one that a token can have is enough. */
function checkRoute(
  { knownScopes, allowedScopes }: DeployedPool,
  { routeKey, scopes }: DeployedRoute,
): Finding[] {
  if (scopes.length === 0 || scopes.some((scope) => allowedScopes.includes(scope))) return []
  const isKnown = scopes.some((scope) => knownScopes.includes(scope))
  const required = scopes.join(' or ')
  return [
    {
      kind: 'error',
      code: isKnown ? 'scope-not-allowed' : 'scope-unknown',
      what: isKnown
        ? `${routeKey} requires the scope ${required}, which the user pool defines but its client may not request.`
        : `${routeKey} requires the scope ${required}, which the user pool does not define.`,
      why: 'No token can carry it, so every request would be rejected with 403.',
      fix: isKnown
        ? 'Add it to AllowedOAuthScopes of the UserPoolClient, in config/cognito.resources.yml.'
        : 'Add it to the UserPoolResourceServer and to AllowedOAuthScopes of the UserPoolClient, in config/cognito.resources.yml; or fix its name.',
    },
  ]
}
