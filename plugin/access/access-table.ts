import { type Requirements, requirementsOf } from '../openapi/access-text.ts'
import type { DescribedRoute } from '../openapi/described-api.ts'

/** What a caller sends. `accessToken` belongs to a user; `machineToken` is that of a client on its own. */
export const callers = ['noToken', 'idToken', 'accessToken', 'machineToken'] as const
export type CallerKind = (typeof callers)[number]

/** What becomes of a request: let through, refused with this status, or decided by something that is not known here. */
export type Cell =
  | ({ readonly kind: 'allowed' } & Needs)
  | { readonly kind: 'refused'; readonly status: 401 | 403 }
  | { readonly kind: 'unknown'; readonly by: string }

/** What the token must hold besides. Absent: nothing. */
export interface Needs {
  /** One of these lists, and all of each. */
  readonly scopes?: readonly (readonly string[])[]
  /** One of them. */
  readonly groups?: readonly string[]
  /** All of them. */
  readonly permissions?: readonly string[]
}

export interface AccessRow extends Readonly<Record<CallerKind, Cell>> {
  readonly routeKey: string
}

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
