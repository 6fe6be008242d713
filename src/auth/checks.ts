import type { Principal, TokenUse } from '../../providers/index.ts'
import { bearerChallenge } from '../http/challenge.ts'
import { HttpProblem } from '../http/problem.ts'
import type { AuthOptions } from './auth-options.ts'

/**
 * Returns, or throws the `HttpProblem` (403) that says why the caller is rejected.
 *
 * @param scopePrefix Precedes a scope's plain name in tokens.
 */
export type Check = (caller: Principal, scopePrefix: string) => void

/** Turns a route's requirements into checks, ordered so that the first failure tells the caller most. */
export function checksFor({ tokenUse, kind, scopes, groups, permissions }: AuthOptions): Check[] {
  const use = tokenUse ?? (scopes ? 'access' : undefined)
  return [
    ...(use ? [tokenUseCheck(use, scopes)] : []),
    ...(kind ? [kindCheck(kind)] : []),
    ...(scopes ? [scopesCheck(scopes)] : []),
    ...(groups ? [groupsCheck(groups)] : []),
    ...(permissions ? [permissionsCheck(permissions)] : []),
  ]
}

function tokenUseCheck(use: TokenUse, scopes: readonly string[] = []): Check {
  return (caller, scopePrefix) => {
    if (caller.tokenUse === use) return
    const detail = `This route requires an ${use} token; an ${caller.tokenUse} token was sent.`
    throw new HttpProblem('ERR_TOKEN_USE_REFUSED', detail, scopeChallenge(scopes, scopePrefix))
  }
}

function kindCheck(kind: Principal['kind']): Check {
  const detail =
    kind === 'user'
      ? 'This route accepts tokens of users only; this token shows no user.'
      : 'This route accepts machine-to-machine tokens only; this token belongs to a user.'
  return (caller) => {
    if (caller.kind !== kind) throw new HttpProblem('ERR_CALLER_KIND_REFUSED', detail)
  }
}

function scopesCheck(scopes: readonly string[]): Check {
  return (caller, scopePrefix) => {
    const held = caller.tokenUse === 'access' ? caller.scopes : []
    const missing = scopes.filter((scope) => !held.includes(scope))
    if (missing.length === 0) return
    const detail = `The token lacks ${listOf('scope', withPrefix(missing, scopePrefix))}. Request it when signing in.`
    throw new HttpProblem('ERR_SCOPE_INSUFFICIENT', detail, scopeChallenge(scopes, scopePrefix))
  }
}

function groupsCheck(groups: readonly string[]): Check {
  const detail = `The caller is not in ${listOf('group', groups, ' or ')}.`
  return (caller) => {
    if (caller.ambiguous.includes('groups')) throw new HttpProblem('ERR_GROUPS_AMBIGUOUS')
    if (!groups.some((group) => caller.groups.includes(group)))
      throw new HttpProblem('ERR_GROUP_MISSING', detail)
  }
}

function permissionsCheck(permissions: readonly string[]): Check {
  return (caller) => {
    if (caller.ambiguous.includes('permissions')) throw new HttpProblem('ERR_PERMISSIONS_AMBIGUOUS')
    const missing = permissions.filter((permission) => !caller.permissions.includes(permission))
    if (missing.length === 0) return
    throw new HttpProblem('ERR_PERMISSION_MISSING', `The caller lacks ${listOf('permission', missing)}.`)
  }
}

/** Scopes as a client requests them, prefix included: that is what fixes the request. */
function scopeChallenge(scopes: readonly string[], scopePrefix: string): { headers: Record<string, string> } {
  const challenge = bearerChallenge('insufficient_scope', withPrefix(scopes, scopePrefix))
  return { headers: { 'www-authenticate': challenge } }
}

function withPrefix(scopes: readonly string[], scopePrefix: string): string[] {
  return scopes.map((scope) => scopePrefix + scope)
}

function listOf(noun: string, names: readonly string[], separator = ' and '): string {
  return `the ${noun}${names.length > 1 ? 's' : ''} ${names.join(separator)}`
}
