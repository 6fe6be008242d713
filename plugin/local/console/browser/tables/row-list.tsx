import type { ItemDocument, RowDocument, TableDocument } from '../../table-api-types.ts'
import { FilterField } from '../parts/filter-field.tsx'
import { type Drafts, nameOf } from './drafts.ts'
import type { Rows } from './use-rows.ts'

interface RowListProps {
  readonly table: TableDocument
  readonly rows: Rows
  readonly drafts: Drafts
  /** The name of the row that is being edited. */
  readonly opened: string | undefined
  readonly open: (key: ItemDocument) => void
  readonly add: () => void
}

/** A page of rows, keys first. */
export function RowList({ table, rows, drafts, opened, open, add }: RowListProps) {
  const { page, filter, isLoading, problem } = rows
  return (
    <div class="card stack" aria-busy={isLoading}>
      <div class="row-tools">
        <FilterField
          label="Filter the rows"
          placeholder="Filter: words in names or values"
          text={filter}
          change={rows.setFilter}
        />
        <button class="button small" type="button" onClick={rows.reload}>
          Reload
        </button>
        <button class="button small" type="button" onClick={add}>
          Add a row
        </button>
      </div>
      <p class="field-error" role="alert" hidden={!problem}>
        {problem}
      </p>
      {page && page.rows.length > 0 && (
        <RowTable table={table} rows={page.rows} drafts={drafts} opened={opened} open={open} />
      )}
      <div class="row-tools">
        <p class="hint" role="status">
          {page ? describe(page.rows.length, rows) : 'Loading ...'}
        </p>
        <Pages rows={rows} />
      </div>
    </div>
  )
}

function describe(shown: number, { page, filter, number, isLoading }: Rows): string {
  if (isLoading) return 'Loading ...'
  const looked = page?.looked ?? 0
  const more = page?.next ? '' : ' These are the last.'
  if (filter) {
    const rest = page?.next ? ' There is more of the table: go on with Next.' : ''
    return `${count(shown)} of the ${looked} looked through.${rest}`
  }
  if (shown === 0) return number === 1 ? 'This table has no rows.' : 'There are no more rows.'
  return `Page ${number}: ${count(shown)}.${number > 1 ? more : ''}`
}

function count(rows: number): string {
  return rows === 1 ? '1 row' : `${rows} rows`
}

function Pages({ rows: { previous, next } }: { readonly rows: Rows }) {
  if (!previous && !next) return null
  return (
    <span class="actions">
      <button class="button small" type="button" disabled={!previous} onClick={previous}>
        Previous
      </button>
      <button class="button small" type="button" disabled={!next} onClick={next}>
        Next
      </button>
    </span>
  )
}

interface RowTableProps extends Pick<RowListProps, 'table' | 'drafts' | 'opened' | 'open'> {
  readonly rows: readonly RowDocument[]
}

function RowTable({ table, rows, drafts, opened, open }: RowTableProps) {
  const named = rows.map((row) => [nameOf(row.key, table), row] as const)
  return (
    <div class="row-scroll">
      <table>
        <caption class="unseen">Rows of {table.name}</caption>
        <thead>
          <tr>
            {table.keys.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            <th scope="col">Attributes</th>
            <th scope="col">Size</th>
          </tr>
        </thead>
        <tbody>
          {named.map(([name, row]) => (
            <tr key={name} aria-current={name === opened ? 'true' : undefined}>
              {row.keyTexts.map((text, index) => (
                <td key={table.keys[index]?.name}>
                  {index === 0 ? (
                    <>
                      <button class="row-link" type="button" onClick={() => open(row.key)}>
                        {text === '' ? '(empty)' : text}
                      </button>
                      {drafts.has(name) && <span class="badge only">not saved</span>}
                    </>
                  ) : (
                    <code>{text}</code>
                  )}
                </td>
              ))}
              <td class="attributes">
                <Attributes row={row} />
              </td>
              <td class="hint">{sizeOf(row.bytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Attributes({ row: { attributes, moreAttributes } }: { readonly row: RowDocument }) {
  return (
    <>
      {attributes.map(([name, value]) => (
        <span key={name}>
          <b>{name}</b> {value}{' '}
        </span>
      ))}
      {moreAttributes > 0 && <span class="hint">and {moreAttributes} more</span>}
    </>
  )
}

function sizeOf(bytes: number): string {
  return bytes < 1_000 ? `${bytes} B` : `${Math.round(bytes / 1_000)} kB`
}
