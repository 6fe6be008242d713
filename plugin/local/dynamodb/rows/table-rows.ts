import { isDeepStrictEqual } from 'node:util'
import { UserError } from '../../../user-error.ts'
import { type AttributeValue, findMistake, type Item } from './attribute-values.ts'
import type { Dynamodb } from './dynamodb-client.ts'

export interface TableKey {
  readonly name: string
  /** `S`, `N` or `B`. */
  readonly type: string
}

export interface RowsPage {
  readonly rows: readonly Item[]
  /** Where the next page starts; undefined at the end. */
  readonly next: Item | undefined
  /** How many rows were looked at for it. */
  readonly looked: number
}

export interface RowsQuestion {
  readonly table: string
  /** Words, each of which occurs in the name or value of an attribute. Empty for all rows. */
  readonly filter: string
  /** Where a page before this one ended. */
  readonly start: Item | undefined
}

/** Rows on a page. */
const pageRows = 25
/** Rows of one request. */
const stepRows = 200
/** How many rows one question looks through. */
const maxLooked = 5_000

/** The partition key, and the sort key where there is one. */
export async function keysOf(dynamodb: Dynamodb, table: string): Promise<readonly TableKey[]> {
  const { Table } = await dynamodb<{ Table: DescribedTable }>('DescribeTable', { TableName: table })
  const types = new Map(Table.AttributeDefinitions.map((each) => [each.AttributeName, each.AttributeType]))
  return Table.KeySchema.map(({ AttributeName: name }) => ({ name, type: types.get(name) ?? 'S' }))
}

interface DescribedTable {
  /** The partition key first. */
  readonly KeySchema: readonly { readonly AttributeName: string }[]
  readonly AttributeDefinitions: readonly { readonly AttributeName: string; readonly AttributeType: string }[]
}

/** One page of a table: it is looked through from `start` on, until a page is full or enough was looked at. */
export async function findRows(
  dynamodb: Dynamodb,
  keys: readonly TableKey[],
  { table, filter, start }: RowsQuestion,
): Promise<RowsPage> {
  const isWanted = matches(filter)
  const rows: Item[] = []
  let [next, looked] = [start, 0]
  do {
    const input = {
      TableName: table,
      Limit: filter ? stepRows : pageRows + 1,
      ...(next && { ExclusiveStartKey: next }),
    }
    const { Items, LastEvaluatedKey } = await dynamodb<Scanned>('Scan', input)
    for (const item of Items) {
      // One more than a page would be the first of the next.
      if (rows.length === pageRows) return { rows, next, looked }
      looked += 1
      next = keyOf(item, keys)
      if (isWanted(item)) rows.push(item)
    }
    next = LastEvaluatedKey
  } while (next && rows.length < pageRows && looked < maxLooked)
  return { rows, next, looked }
}

interface Scanned {
  readonly Items: readonly Item[]
  readonly LastEvaluatedKey?: Item
}

function matches(filter: string): (item: Item) => boolean {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return () => true
  return (item) => {
    const text = JSON.stringify(item).toLowerCase()
    return words.every((word) => text.includes(word))
  }
}

export function keyOf(item: Item, keys: readonly TableKey[]): Item {
  return Object.fromEntries(keys.map(({ name }) => [name, item[name] as AttributeValue]))
}

/** @returns undefined for a row that is gone. */
export async function readRow(dynamodb: Dynamodb, table: string, key: Item): Promise<Item | undefined> {
  const input = { TableName: table, Key: key, ConsistentRead: true }
  return (await dynamodb<{ Item?: Item }>('GetItem', input)).Item
}

/** @throws {UserError} `ERR_ROW_EXISTS` for a key that the table has, `ERR_ITEM_INVALID`. */
export async function addRow(
  dynamodb: Dynamodb,
  { table, item, keys }: { readonly table: string; readonly item: Item; readonly keys: readonly TableKey[] },
): Promise<void> {
  assertItem(item)
  await dynamodb('PutItem', {
    TableName: table,
    Item: item,
    ...onlyIf('attribute_not_exists(#key)', keys),
  }).catch((error: unknown) => {
    throw rename(
      error,
      'ERR_ROW_EXISTS',
      'The table has a row with this key already. Change the key, or edit that row.',
    )
  })
}

export interface RowChange {
  readonly table: string
  readonly keys: readonly TableKey[]
  /** The row as it was read. */
  readonly before: Item
  readonly item: Item
}

/** @throws {UserError} `ERR_ROW_CHANGED` for one that is not as it was read, `ERR_ITEM_INVALID`. */
export async function changeRow(dynamodb: Dynamodb, { table, keys, before, item }: RowChange): Promise<void> {
  assertItem(item)
  const key = keyOf(before, keys)
  if (!isSame(keyOf(item, keys), key)) {
    const names = keys.map(({ name }) => name).join(' and ')
    throw new UserError(
      'ERR_ITEM_INVALID',
      `The key of a row (${names}) cannot be changed. Add a row with the other key, and delete this one.`,
    )
  }
  if (!isSame(await readRow(dynamodb, table, key), before)) throw changed()
  await dynamodb('PutItem', {
    TableName: table,
    Item: item,
    ...onlyIf('attribute_exists(#key)', keys),
  }).catch((error: unknown) => {
    throw rename(error, 'ERR_ROW_CHANGED', changed().message)
  })
}

/** In whatever order their attributes are. */
function isSame(one: Item | undefined, other: Item): boolean {
  const plain = (item: Item | undefined): unknown => JSON.parse(JSON.stringify(item ?? null))
  return isDeepStrictEqual(plain(one), plain(other))
}

function changed(): UserError {
  return new UserError(
    'ERR_ROW_CHANGED',
    'The row has changed or is gone since it was opened, and nothing was saved. Copy your text, discard the changes, and open the row again.',
  )
}

/** @returns what was deleted; undefined where there was nothing. */
export async function deleteRow(dynamodb: Dynamodb, table: string, key: Item): Promise<Item | undefined> {
  const input = { TableName: table, Key: key, ReturnValues: 'ALL_OLD' }
  return (await dynamodb<{ Attributes?: Item }>('DeleteItem', input)).Attributes
}

function assertItem(item: unknown): void {
  const mistake = findMistake(item)
  if (mistake !== undefined) throw new UserError('ERR_ITEM_INVALID', mistake)
}

function onlyIf(ConditionExpression: string, [key]: readonly TableKey[]): object {
  return { ConditionExpression, ExpressionAttributeNames: { '#key': key?.name } }
}

function rename(error: unknown, code: string, text: string): unknown {
  return error instanceof UserError && error.code === 'ERR_CONDITION_FAILED'
    ? new UserError(code, text)
    : error
}
