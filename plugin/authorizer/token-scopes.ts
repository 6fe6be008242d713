import type { JsonObject } from './strict-json.ts'

/**
 * The scopes of a token: `scp` as a list (Okta) or text (Entra), else `scope` as text (Cognito, Auth0). Where a
 * token has both, `scp` counts, as the only published comparison with AWS says (floci-io/floci#2011).
 * Auth0's `permissions` are not considered.
 */
export function readTokenScopes({ scope, scp }: JsonObject): string[] {
  if (scp === undefined) return typeof scope === 'string' ? splitScopes(scope) : []
  if (typeof scp === 'string') return splitScopes(scp)
  return Array.isArray(scp) && scp.every((item) => typeof item === 'string') ? scp : []
}

function splitScopes(scope: string): string[] {
  return scope.split(' ').filter((name) => name !== '')
}
