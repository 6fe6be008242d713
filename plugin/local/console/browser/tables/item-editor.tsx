import { useEffect, useRef, useState } from 'preact/hooks'
import type { ItemDocument, TableDocument } from '../../table-api-types.ts'
import { server } from '../server.ts'
import type { Draft } from './drafts.ts'

/** What the editor is open for. */
export interface EditedRow {
  /** As it was read; undefined for a new one. */
  readonly before: ItemDocument | undefined
  /** Counts up. */
  readonly opening: number
}

interface ItemEditorProps {
  readonly table: TableDocument
  readonly row: EditedRow
  readonly draft: Draft | undefined
  readonly keep: (draft: Draft | undefined) => void
  /** Drops the draft. */
  readonly discard: () => void
  readonly done: () => void
  readonly close: () => void
  readonly remove: (key: ItemDocument) => void
}

/** A row as DynamoDB's JSON, so that each value keeps its type. */
export function ItemEditor({ table, row, draft, keep, discard, done, close, remove }: ItemEditorProps) {
  // What is saved over is what the draft was made of: a change of the row since then is not overwritten.
  const { before } = draft ?? row
  const original = JSON.stringify(before ?? emptyRow(table), undefined, 2)
  const text = draft?.text ?? original
  const [problem, setProblem] = useState('')
  const [isBusy, setBusy] = useState(false)
  const place = useRef<HTMLFormElement>(null)
  useEffect(() => place.current?.scrollIntoView({ block: 'nearest' }), [])

  const save = async () => {
    const item = parse(text)
    if (before) await server.changeRow(table.name, before, item)
    else await server.addRow(table.name, item)
  }
  const submit = (event: Event) => {
    event.preventDefault()
    setBusy(true)
    save()
      .then(done, ({ message }: Error) => setProblem(message))
      .finally(() => setBusy(false))
  }
  return (
    <form class="card stack" ref={place} onSubmit={submit} noValidate>
      <h3>{before ? 'Row' : 'New row'}</h3>
      <div class="field">
        <label for="item">Item, in DynamoDB’s JSON</label>
        <textarea
          id="item"
          class="code"
          rows={16}
          spellcheck={false}
          autocomplete="off"
          value={text}
          readOnly={isBusy}
          aria-describedby="item-problem"
          aria-invalid={problem ? 'true' : undefined}
          onInput={({ currentTarget: { value } }) =>
            keep(value === original ? undefined : { text: value, before })
          }
        />
        <p class="hint">
          <code>S</code> text, <code>N</code> number in quotes, <code>B</code> base64, <code>BOOL</code>,{' '}
          <code>NULL</code>, <code>L</code> list, <code>M</code> map, <code>SS</code>, <code>NS</code>,{' '}
          <code>BS</code> sets
        </p>
        <p class="field-error" id="item-problem" role="alert" hidden={!problem}>
          {problem}
        </p>
      </div>
      <div class="actions">
        <button class="button primary" type="submit" disabled={isBusy}>
          {before ? 'Save' : 'Add'}
        </button>
        <button class="button" type="button" onClick={close}>
          Close
        </button>
        {draft && (
          <button class="button" type="button" onClick={discard} disabled={isBusy}>
            Discard changes
          </button>
        )}
        {before && (
          <button class="button danger" type="button" onClick={() => remove(keyOf(before, table))}>
            Delete
          </button>
        )}
      </div>
    </form>
  )
}

/** @throws {Error} for text that is not a JSON object */
function parse(text: string): ItemDocument {
  try {
    const item: unknown = JSON.parse(text)
    if (typeof item === 'object' && item !== null && !Array.isArray(item)) return item as ItemDocument
  } catch (error) {
    throw new Error(`This is not JSON: ${(error as Error).message}.`)
  }
  throw new Error('An item is an object of attributes, such as {"id": {"S": "a"}}.')
}

function emptyRow({ keys }: TableDocument): ItemDocument {
  return Object.fromEntries(keys.map(({ name, type }) => [name, { [type]: type === 'N' ? '0' : '' }]))
}

function keyOf(item: ItemDocument, { keys }: TableDocument): ItemDocument {
  return Object.fromEntries(keys.map(({ name }) => [name, item[name] ?? {}]))
}
