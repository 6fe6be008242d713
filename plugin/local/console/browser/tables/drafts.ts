import { useState } from 'preact/hooks'
import type { ItemDocument, TableDocument } from '../../table-api-types.ts'

/** The text of a row that is not saved. */
export interface Draft {
  readonly text: string
  /** The row as it was read then; undefined for a new one. */
  readonly before: ItemDocument | undefined
}

/** By row. */
export type Drafts = ReadonlyMap<string, Draft>

/** By table, in the memory of the page: a look at another row, table or page loses nothing. */
const kept = new Map<string, Drafts>()

/** The drafts of a table, and what changes one; undefined drops it. */
export function useDrafts(table: string): readonly [Drafts, (row: string, draft: Draft | undefined) => void] {
  const [drafts, setDrafts] = useState<Drafts>(() => kept.get(table) ?? new Map())
  const keep = (row: string, draft: Draft | undefined) => {
    const others = [...(kept.get(table) ?? [])].filter(([each]) => each !== row)
    const next = new Map(draft ? [...others, [row, draft]] : others)
    kept.set(table, next)
    setDrafts(next)
  }
  return [drafts, keep]
}

/** What names the row that is still to be added. */
export const newRow = ''

/** What names a row among those of its table. */
export function nameOf(item: ItemDocument, { keys }: TableDocument): string {
  return JSON.stringify(keys.map(({ name }) => item[name]))
}
