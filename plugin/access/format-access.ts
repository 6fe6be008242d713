import type { AccessRow, CallerKind, Cell, Needs } from './access-row.ts'
import { callers } from './access-row.ts'
import type { AccessChange } from './compare-access.ts'

export const callerTitles: Readonly<Record<CallerKind, string>> = {
  noToken: 'no token',
  idToken: 'id token',
  accessToken: 'access token',
  machineToken: 'machine token',
}

/** The table as text. */
export function formatAccess(rows: readonly AccessRow[]): string {
  return alignColumns([
    ['route', ...callers.map((caller) => callerTitles[caller])],
    ...rows.map((row) => [row.routeKey, ...callers.map((caller) => formatCell(row[caller]))]),
  ])
}

/** Each column as wide as its longest cell. */
export function alignColumns(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  )
  const text = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return `${text.join('\n')}\n`
}

/** `opened  GET /x, access token: 403 -> allowed with scope a` */
export function formatChange({ kind, routeKey, caller, before, after }: AccessChange): string {
  const [was, is] = [before, after].map((cell) => (cell ? formatCell(cell) : 'no route'))
  return `${kind}  ${routeKey}, ${callerTitles[caller]}: ${was} -> ${is}`
}

export function formatCell(cell: Cell): string {
  if (cell.kind === 'refused') return String(cell.status)
  if (cell.kind === 'unknown') return `? ${cell.by}`
  const needs = formatNeeds(cell)
  return needs === '' ? 'allowed' : `with ${needs}`
}

/** `scope a or b, group c` */
export function formatNeeds({ scopes = [], groups = [], permissions = [] }: Needs): string {
  return [
    ...(scopes.length > 0 ? [`scope ${scopes.map((list) => list.join(' and ')).join(' or ')}`] : []),
    ...(groups.length > 0 ? [`group ${groups.join(' or ')}`] : []),
    ...(permissions.length > 0 ? [`permission ${permissions.join(' and ')}`] : []),
  ].join(', ')
}
