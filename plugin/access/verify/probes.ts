import type { CallerKind, Cell, Needs } from '../access-row.ts'
import { formatNeeds } from '../format-access.ts'

/** One request for a cell: what its token holds, and what must become of it. */
export interface Probe {
  /** Of the words in a table: `with scope a`, `without group b`; empty for a token of that kind alone. */
  readonly label: string
  readonly token: ProbeToken | undefined
  readonly expected: Expected
}

export type Expected = 'admitted' | 401 | 403 | 'unknown'

/** What the token of a probe holds, and nothing else. Full names. */
export interface ProbeToken {
  readonly caller: Exclude<CallerKind, 'noToken'>
  readonly scopes: readonly string[]
  readonly groups: readonly string[]
  readonly permissions: readonly string[]
}

/**
 * The requests that show that a cell is right: a token that holds exactly what is required is let through, each list of scopes and each
 * group once, and one that lacks a part of it is refused.
 */
export function probesOf(caller: CallerKind, cell: Cell): Probe[] {
  if (cell.kind === 'refused') return [{ label: '', token: bareToken(caller), expected: cell.status }]
  if (cell.kind === 'unknown') return [{ label: '', token: bareToken(caller), expected: 'unknown' }]
  if (caller === 'noToken') return [{ label: '', token: undefined, expected: 'admitted' }]
  return [...admitted(caller, cell), ...refused(caller, cell)]
}

function bareToken(caller: CallerKind): ProbeToken | undefined {
  return caller === 'noToken' ? undefined : { caller, scopes: [], groups: [], permissions: [] }
}

function admitted(caller: ProbeToken['caller'], { scopes, groups, permissions = [] }: Needs): Probe[] {
  const [firstList = [], ...otherLists] = scopes ?? []
  const [firstGroup, ...otherGroups] = (groups ?? []).map((group) => [group])
  const sets = [
    { scopes: firstList, groups: firstGroup ?? [] },
    ...otherLists.map((list) => ({ scopes: list, groups: firstGroup ?? [] })),
    ...otherGroups.map((group) => ({ scopes: firstList, groups: group })),
  ]
  return sets.map((set) => ({
    label: labelOf('with', { ...set, permissions }),
    token: { caller, ...set, permissions },
    expected: 'admitted',
  }))
}

/** What the token holds where nothing is missing. */
type Held = Omit<ProbeToken, 'caller'>

function refused(
  caller: ProbeToken['caller'],
  { scopes = [], groups = [], permissions = [] }: Needs,
): Probe[] {
  const all: Held = { scopes: scopes[0] ?? [], groups: groups.slice(0, 1), permissions }
  const without = (lacking: Partial<Held>, left: Partial<Held>): Probe => ({
    label: labelOf('without', { scopes: [], groups: [], permissions: [], ...lacking }),
    token: { caller, ...all, ...left },
    expected: 403,
  })
  return [
    ...scopes.flatMap((list) =>
      list
        .map((scope) => ({ scope, left: list.filter((each) => each !== scope) }))
        // What is left may be another list that suffices.
        .filter(({ left }) => !scopes.some((other) => other.every((each) => left.includes(each))))
        .map(({ scope, left }) => without({ scopes: [scope] }, { scopes: left })),
    ),
    ...(groups.length > 0 ? [without({ groups }, { groups: [] })] : []),
    ...permissions.map((permission) =>
      without(
        { permissions: [permission] },
        { permissions: permissions.filter((each) => each !== permission) },
      ),
    ),
  ]
}

function labelOf(word: string, { scopes, groups, permissions }: Held): string {
  const needs = formatNeeds({ scopes: scopes.length > 0 ? [scopes] : [], groups, permissions })
  return needs === '' ? '' : `${word} ${needs}`
}
