import type { JsonObject } from './components.ts'
import type { DescribedRoute } from './described-api.ts'

/** What a route requires of a caller, besides a token that its authorizer accepts. */
export interface Requirements {
  /** Route and handler together: one of these lists, and all of each. Full names. */
  readonly scopes: readonly (readonly string[])[]
  readonly tokenUse?: string
  readonly kind?: string
  readonly groups?: readonly string[]
  readonly permissions?: readonly string[]
}

export function requirementsOf({ scopes, scopePrefix, handler }: DescribedRoute): Requirements {
  const { auth = {} } = handler ?? {}
  const own = (auth.scopes ?? []).map((scope) => scopePrefix + scope)
  const either = scopes.length > 0 ? scopes.map((scope) => [scope]) : [[]]
  const use = auth.tokenUse ?? (auth.scopes ? 'access' : undefined)
  return {
    scopes: either.map((scope) => [...new Set([...scope, ...own])].sort()),
    ...(use !== undefined && { tokenUse: use }),
    ...(auth.kind !== undefined && { kind: auth.kind }),
    ...(auth.groups && { groups: auth.groups }),
    ...(auth.permissions && { permissions: auth.permissions }),
  }
}

/** One sentence for each requirement. */
export function accessText(route: DescribedRoute): string {
  const { guard } = route
  if (!guard) return route.handler ? 'No authorizer: every request is refused (401).' : 'Open to everyone.'
  if (guard.kind === 'iam') return 'Requests are signed with AWS credentials (Signature Version 4).'
  if (guard.kind !== 'jwt') return `The authorizer ${guard.name} decides.`
  const { scopes, tokenUse, kind, groups, permissions } = requirementsOf(route)
  const lists = scopes.filter((list) => list.length > 0).map((list) => list.join(' and '))
  return [
    tokenUse === undefined ? 'Requires a token.' : `Requires an ${tokenUse} token.`,
    ...(kind === 'user'
      ? ['For users only.']
      : kind === 'client'
        ? ['For machine-to-machine clients only.']
        : []),
    ...(lists.length > 0 ? [`Scope: ${lists.join(', or ')}.`] : []),
    ...(groups ? [`In at least one of the groups ${groups.join(', ')}.`] : []),
    ...(permissions ? [`With the permissions ${permissions.join(', ')}.`] : []),
  ].join(' ')
}

/** The same as data: `x-claimcheck-access`. */
export function accessData(route: DescribedRoute): JsonObject {
  const { scopes, ...rest } = requirementsOf(route)
  const { tokenUse, kind, groups, permissions } = rest
  const lists = scopes.filter((list) => list.length > 0)
  return {
    authorizer: route.guard?.kind ?? 'none',
    ...(lists.length > 0 && { scopes: lists }),
    ...(tokenUse !== undefined && { tokenUse }),
    ...(kind !== undefined && { kind }),
    ...(groups && { groups }),
    ...(permissions && { permissions }),
  }
}
