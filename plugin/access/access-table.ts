import { type Requirements, requirementsOf } from '../openapi/access-text.ts'
import type { DescribedRoute } from '../openapi/described-api.ts'
import { type AccessRow, type CallerKind, type Cell, callers } from './access-row.ts'

/** Who may call each route, computed from its authorizer and from what its handler requires. Sorted by path. */
export function accessTable(routes: readonly DescribedRoute[]): AccessRow[] {
  return routes.map(rowOf).sort((one, other) => (sortKey(one) < sortKey(other) ? -1 : 1))
}

function sortKey({ routeKey }: AccessRow): string {
  return routeKey.split(' ').reverse().join(' ')
}

function rowOf(route: DescribedRoute): AccessRow {
  const cells = callers.map((caller) => [caller, cellOf(route, caller)] as const)
  return { routeKey: route.routeKey, ...(Object.fromEntries(cells) as Record<CallerKind, Cell>) }
}

function cellOf(route: DescribedRoute, caller: CallerKind): Cell {
  const { guard, handler } = route
  // A handler of createHandler answers nobody whom no authorizer has checked.
  if (!guard) return handler ? refused(401) : { kind: 'allowed' }
  switch (guard.kind) {
    case 'jwt':
      return caller === 'noToken' ? refused(401) : cellOfToken(requirementsOf(route), caller)
    case 'iam':
      return { kind: 'unknown', by: 'IAM policies' }
    case 'request':
    case 'other':
      return { kind: 'unknown', by: `authorizer ${guard.name}` }
  }
}

function cellOfToken(required: Requirements, caller: CallerKind): Cell {
  const { scopes, tokenUse, kind, groups, permissions } = required
  const use = caller === 'idToken' ? 'id' : 'access'
  const needsScope = scopes.every((list) => list.length > 0)
  if (tokenUse !== undefined && tokenUse !== use) return refused(403)
  if (kind !== undefined && kind !== (caller === 'machineToken' ? 'client' : 'user')) return refused(403)
  // An id token has neither.
  if (use === 'id' && (needsScope || permissions)) return refused(403)
  return {
    kind: 'allowed',
    ...(needsScope && { scopes }),
    ...(groups && { groups }),
    ...(permissions && { permissions }),
  }
}

function refused(status: 401 | 403): Cell {
  return { kind: 'refused', status }
}
