import { useEffect, useState } from 'preact/hooks'
import type { ItemDocument, TableDocument } from '../../table-api-types.ts'
import { server } from '../server.ts'
import { nameOf, newRow, useDrafts } from './drafts.ts'
import { type EditedRow, ItemEditor } from './item-editor.tsx'
import { RowList } from './row-list.tsx'
import { useRows } from './use-rows.ts'

/** The rows of the run's tables: found, read, edited, deleted. */
export function TablesPage() {
  const [tables, setTables] = useState<readonly TableDocument[]>()
  const [problem, setProblem] = useState('')
  const [chosen, setChosen] = useState(0)
  useEffect(() => void server.tables().then(setTables, ({ message }: Error) => setProblem(message)), [])
  const table = tables?.[chosen]
  return (
    <div class="app tables">
      <header class="page-head">
        <h1>Tables</h1>
        <p class="lead">The rows of this run. What you change here, the functions see at once.</p>
      </header>
      <p class="notice" role="alert" hidden={!problem}>
        {problem}
      </p>
      {tables?.length === 0 && <p class="hint">This run has no tables that can be edited here.</p>}
      {tables && tables.length > 1 && (
        <div class="field table-choice">
          <label for="table">Table</label>
          <select
            id="table"
            value={chosen}
            onChange={({ currentTarget }) => setChosen(Number(currentTarget.value))}
          >
            {tables.map(({ name }, index) => (
              <option key={name} value={index}>
                {name}
              </option>
            ))}
          </select>
        </div>
      )}
      {table && <Table key={table.name} table={table} />}
    </div>
  )
}

function Table({ table }: { readonly table: TableDocument }) {
  const rows = useRows(table.name)
  const [edited, setEdited] = useState<EditedRow>()
  const [deleted, setDeleted] = useState<ItemDocument>()
  const [problem, setProblem] = useState('')
  const [drafts, keep] = useDrafts(table.name)
  const fail = ({ message }: Error) => setProblem(message)

  /** Each opening has an editor of its own. */
  const edit = (before: ItemDocument | undefined) => {
    setProblem('')
    setEdited((last) => ({ before, opening: (last?.opening ?? 0) + 1 }))
  }
  const open = async (key: ItemDocument) => {
    const { item } = await server.readRow(table.name, key)
    // The text of a row that is gone is still there to be copied.
    const before = item ?? drafts.get(nameOf(key, table))?.before
    if (!before) throw new Error('This row is gone. Another request has deleted it.')
    edit(before)
  }
  const remove = async (key: ItemDocument) => {
    setProblem('')
    const { item } = await server.deleteRow(table.name, key)
    setDeleted(item ?? undefined)
    keep(nameOf(key, table), undefined)
    setEdited(undefined)
    rows.reload()
  }
  const undo = async (item: ItemDocument) => {
    await server.addRow(table.name, item)
    setDeleted(undefined)
    rows.reload()
  }
  const discard = () => {
    keep(opened, undefined)
    setEdited(undefined)
  }
  /** By then, another row may be open. */
  const done = ({ opening }: EditedRow) => {
    keep(opened, undefined)
    setEdited((now) => (now?.opening === opening ? undefined : now))
    rows.reload()
  }
  const opened = edited?.before ? nameOf(edited.before, table) : newRow

  return (
    <section class="stack" aria-labelledby="rows-title">
      <div>
        <div class="section-head">
          <h2 id="rows-title">{table.name}</h2>
          <p class="hint">
            Key: <code>{table.keys.map(({ name, type }) => `${name} (${type})`).join(', ')}</code>
          </p>
        </div>
        <p class="notice" role="alert" hidden={!problem}>
          {problem}
        </p>
        <div role="status">
          {deleted && (
            <p class="deleted">
              The row is deleted.
              <button class="button small" type="button" onClick={() => void undo(deleted).catch(fail)}>
                Undo
              </button>
            </p>
          )}
        </div>
      </div>
      <div class={edited ? 'pair rows' : 'stack'}>
        <RowList
          table={table}
          rows={rows}
          drafts={drafts}
          opened={opened}
          open={(key) => void open(key).catch(fail)}
          add={() => edit(undefined)}
        />
        {edited && (
          <ItemEditor
            key={edited.opening}
            table={table}
            row={edited}
            draft={drafts.get(opened)}
            keep={(draft) => keep(opened, draft)}
            discard={discard}
            done={() => done(edited)}
            close={() => setEdited(undefined)}
            remove={(key) => void remove(key).catch(fail)}
          />
        )}
      </div>
    </section>
  )
}
