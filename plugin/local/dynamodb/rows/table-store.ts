import { UserError } from '../../../user-error.ts'
import type { Item } from './attribute-values.ts'
import { createDynamodb, type DynamodbPlace } from './dynamodb-client.ts'
import { type RowSummary, toRowSummary } from './row-summary.ts'
import {
  addRow,
  changeRow,
  deleteRow,
  findRows,
  keysOf,
  type RowsQuestion,
  readRow,
  type TableKey,
} from './table-rows.ts'

export interface TableStoreOptions extends DynamodbPlace {
  /** Those that may be read and edited. */
  readonly names: readonly string[]
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** The rows of some tables, to be looked through and edited. */
export interface TableStore {
  tables(): Promise<readonly { readonly name: string; readonly keys: readonly TableKey[] }[]>
  rows(question: RowsQuestion): Promise<RowsSummary>
  /** Undefined for one that is gone. */
  read(table: string, key: Item): Promise<Item | undefined>
  /** @throws {UserError} `ERR_ROW_EXISTS`, `ERR_ITEM_INVALID` */
  add(table: string, item: Item): Promise<void>
  /** @throws {UserError} `ERR_ROW_CHANGED` for one that is not as it was read, `ERR_ITEM_INVALID` */
  change(table: string, before: Item, item: Item): Promise<void>
  /** @returns what was deleted */
  delete(table: string, key: Item): Promise<Item | undefined>
}

interface RowsSummary {
  readonly rows: readonly RowSummary[]
  readonly next: Item | null
  readonly looked: number
}

/** Every method rejects with a `UserError`: `ERR_TABLE_UNKNOWN`, `ERR_DYNAMODB_REFUSED` or `ERR_DYNAMODB_UNREACHABLE`. */
export function createTableStore({ names, now, ...place }: TableStoreOptions): TableStore {
  const dynamodb = createDynamodb(place, now)
  const knownKeys = new Map<string, Promise<readonly TableKey[]>>()

  /** They cannot change while the run goes on. */
  function keysFor(table: string): Promise<readonly TableKey[]> {
    if (!names.includes(table)) return Promise.reject(unknown(table, names))
    const found = knownKeys.get(table) ?? keysOf(dynamodb, table)
    knownKeys.set(table, found)
    found.catch(() => knownKeys.delete(table))
    return found
  }

  return {
    tables: () => Promise.all(names.map(async (name) => ({ name, keys: await keysFor(name) }))),
    async rows(question) {
      const keys = await keysFor(question.table)
      const { rows, next = null, looked } = await findRows(dynamodb, keys, question)
      return { rows: rows.map((row) => toRowSummary(row, keys)), next, looked }
    },
    async read(table, key) {
      await keysFor(table)
      return readRow(dynamodb, table, key)
    },
    async add(table, item) {
      await addRow(dynamodb, { table, item, keys: await keysFor(table) })
    },
    async change(table, before, item) {
      await changeRow(dynamodb, { table, before, item, keys: await keysFor(table) })
    },
    async delete(table, key) {
      await keysFor(table)
      return deleteRow(dynamodb, table, key)
    },
  }
}

function unknown(table: string, names: readonly string[]): UserError {
  return new UserError(
    'ERR_TABLE_UNKNOWN',
    `There is no table ${table} here. There are: ${names.join(', ') || 'none'}.`,
  )
}
