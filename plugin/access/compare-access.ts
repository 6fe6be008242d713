import { type AccessRow, type CallerKind, type Cell, callers, type Needs } from './access-row.ts'

/** One cell that differs. */
export interface AccessChange {
  readonly routeKey: string
  readonly caller: CallerKind
  /** `opened`: callers may do now what they could not. */
  readonly kind: 'opened' | 'closed'
  /** Undefined where the route was not there. */
  readonly before: Cell | undefined
  readonly after: Cell | undefined
}

/** What a change opens and closes. A route that is new opens whatever it lets through. */
export function compareAccess(before: readonly AccessRow[], after: readonly AccessRow[]): AccessChange[] {
  const [was, is] = [byKey(before), byKey(after)]
  const keys = [...new Set([...was.keys(), ...is.keys()])]
  return keys.flatMap((routeKey) =>
    callers.flatMap((caller) => {
      const [old, now] = [was.get(routeKey)?.[caller], is.get(routeKey)?.[caller]]
      const kinds = [
        ...(admitsMore(now, old) ? (['opened'] as const) : []),
        ...(admitsMore(old, now) ? (['closed'] as const) : []),
      ]
      return kinds.map((kind) => ({ routeKey, caller, kind, before: old, after: now }))
    }),
  )
}

function byKey(rows: readonly AccessRow[]): Map<string, AccessRow> {
  return new Map(rows.map((row) => [row.routeKey, row]))
}

/** Whether `cell` lets somebody through whom `other` does not. What is not known is taken for open, unless it is the same. */
function admitsMore(cell: Cell | undefined, other: Cell | undefined): boolean {
  if (!cell || cell.kind === 'refused') return false
  if (!other || other.kind === 'refused') return true
  if (cell.kind === 'unknown') return other.kind !== 'unknown' || other.by !== cell.by
  // Behind an authorizer that decides itself, it is not known who was let through.
  if (other.kind === 'unknown') return true
  return !implies(cell, other)
}

/** Whether whoever meets `needs` meets `others` too. */
function implies(needs: Needs, others: Needs): boolean {
  const { scopes = [[]], groups, permissions = [] } = needs
  const isScoped = scopes.every((held) =>
    (others.scopes ?? [[]]).some((list) => list.every((scope) => held.includes(scope))),
  )
  const isGrouped = !others.groups || (groups?.every((group) => others.groups?.includes(group)) ?? false)
  return isScoped && isGrouped && (others.permissions ?? []).every((each) => permissions.includes(each))
}
