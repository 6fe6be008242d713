import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Item } from '../../../plugin/local/dynamodb/rows/attribute-values.ts'
import { createTableStore, type TableStore } from '../../../plugin/local/dynamodb/rows/table-store.ts'
import { startTables, type Tables } from '../../../plugin/local/dynamodb/start-tables.ts'
import { noteTable } from '../../support/local-table.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts'

const key = { accessKeyId: 'LOCAL', secretAccessKey: 'local' }
const sorted = {
  logicalId: 'Sorted',
  tableName: 'sorted',
  properties: {
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [
      { AttributeName: 'who', KeyType: 'HASH' },
      { AttributeName: 'at', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: 'who', AttributeType: 'B' },
      { AttributeName: 'at', AttributeType: 'N' },
    ],
  },
}

/** Every type that DynamoDB has. */
const everything: Item = {
  id: { S: 'everything' },
  number: { N: '12345678901234567890.123' },
  binary: { B: 'AQI=' },
  yes: { BOOL: true },
  nothing: { NULL: true },
  texts: { SS: ['a', 'b'] },
  numbers: { NS: ['1', '2.5'] },
  binaries: { BS: ['AAE=', 'AgM='] },
  list: { L: [{ S: 'x' }, { L: [] }] },
  map: { M: { street: { S: 'Main' }, deep: { M: { er: { N: '1' } } } } },
}

describe('the rows of a table', () => {
  let folder: TemporaryFolder
  let tables: Tables
  let store: TableStore

  beforeAll(async () => {
    folder = await temporaryFolder()
    tables = await startTables({
      tables: [noteTable, sorted],
      folder: folder.path,
      accessKeyIds: [key.accessKeyId],
      log: () => {},
    })
    store = storeWith(key)
  })

  afterAll(async () => {
    await tables.close()
    await folder.remove()
  })

  const storeWith = (own: typeof key) =>
    createTableStore({
      endpoint: tables.endpoint,
      region: 'eu-west-1',
      key: own,
      names: ['notes', 'sorted'],
      now: Date.now,
    })
  const rowsOf = (filter = '', start?: Item) => store.rows({ table: 'notes', filter, start })
  const idOf = ({ key: { id } }: { key: Item }) => id?.S

  test('have their keys, the partition key first', async () => {
    expect(await store.tables()).toEqual([
      { name: 'notes', keys: [{ name: 'id', type: 'S' }] },
      {
        name: 'sorted',
        keys: [
          { name: 'who', type: 'B' },
          { name: 'at', type: 'N' },
        ],
      },
    ])
  })

  test('keep every type', async () => {
    await store.add('notes', everything)

    expect(await store.read('notes', { id: { S: 'everything' } })).toEqual(everything)
    const { rows } = await rowsOf()
    expect(rows).toMatchObject([{ keyTexts: ['everything'], moreAttributes: 0 }])
    expect(Object.fromEntries(rows[0]?.attributes ?? [])).toEqual({
      number: '12345678901234567890.123',
      binary: '2 bytes',
      yes: 'true',
      nothing: 'null',
      texts: '{a, b}',
      numbers: '{1, 2.5}',
      binaries: '[2 binary values]',
      list: '[2 values]',
      map: '{street, deep}',
    })
  })

  test('are changed, but not once somebody else has changed them', async () => {
    const id = { S: 'changed' }
    await store.add('notes', { id, a: { N: '1' } })
    await store.change('notes', { id, a: { N: '1' } }, { id, b: { S: 'two' } })

    expect(await store.read('notes', { id })).toEqual({ id, b: { S: 'two' } })
    await expect(store.change('notes', { id, a: { N: '1' } }, { id })).rejects.toMatchObject({
      code: 'ERR_ROW_CHANGED',
    })
    await expect(store.change('notes', { id, b: { S: 'two' } }, { id: { S: 'z' } })).rejects.toMatchObject({
      code: 'ERR_ITEM_INVALID',
    })
  })

  test('are not added over others', async () => {
    await expect(store.add('notes', everything)).rejects.toMatchObject({ code: 'ERR_ROW_EXISTS' })
  })

  test('are deleted, and can be added again', async () => {
    const deleted = await store.delete('notes', { id: { S: 'everything' } })

    expect(deleted).toEqual(everything)
    expect(await store.read('notes', { id: { S: 'everything' } })).toBeUndefined()
    expect(await store.delete('notes', { id: { S: 'everything' } })).toBeUndefined()
    await store.add('notes', deleted ?? {})
  })

  test('come in pages, each row once, with and without a filter', async () => {
    for (let number = 0; number < 130; number += 1)
      await store.add('notes', { id: { S: `row-${number}` }, half: { S: number % 2 ? 'Odd one' : 'even' } })
    for (const [filter, wanted] of [
      ['', 132],
      ['ODD one', 65],
      ['row-77', 1],
      ['nowhere', 0],
    ] as const) {
      const seen: unknown[] = []
      let next: Item | null | undefined
      do {
        const page: Awaited<ReturnType<typeof rowsOf>> = await rowsOf(filter, next ?? undefined)
        expect(page.rows.length).toBeLessThanOrEqual(25)
        seen.push(...page.rows.map(idOf))
        next = page.next
      } while (next)
      expect([filter, new Set(seen).size, seen.length]).toEqual([filter, wanted, wanted])
    }
  })

  test('of 400 kB are listed in short', async () => {
    await store.add('notes', { id: { S: 'large' }, text: { S: 'x'.repeat(400_000) } })
    const { rows } = await rowsOf('large')

    expect(rows[0]?.bytes).toBeGreaterThan(400_000)
    expect(JSON.stringify(rows).length).toBeLessThan(500)
    await expect(
      store.add('notes', { id: { S: 'larger' }, text: { S: 'x'.repeat(410_000) } }),
    ).rejects.toMatchObject({
      code: 'ERR_DYNAMODB_REFUSED',
      message: expect.stringMatching(/ValidationException.*size/),
    })
  })

  test.each([
    ['plain JSON', { id: 'a' }, '"id": expected a value with its type, such as {"S":"a"}.'],
    ['a number without quotes', { id: { N: 1 } }, '"id": N must be a number in quotes'],
    ['an empty set', { id: { S: 'a' }, s: { SS: [] } }, '"s": SS must be a list of texts'],
    ['two types', { id: { S: 'a', N: '1' } }, '"id": expected a value with its type'],
    ['an unknown type', { id: { S: 'a' }, x: { T: 'a' } }, '"x": expected a value with its type'],
    [
      'a mistake deep inside',
      { id: { S: 'a' }, m: { M: { l: { L: [{ S: 'a' }, 1] } } } },
      '"m.l[1]": expected',
    ],
    ['binary that is not base64', { id: { S: 'a' }, b: { B: '%' } }, '"b": B must be base64'],
  ])('are refused as %s', async (_what, item, words) => {
    await expect(store.add('notes', item as unknown as Item)).rejects.toMatchObject({
      code: 'ERR_ITEM_INVALID',
      message: expect.stringContaining(words),
    })
  })

  test('are refused without their key, of an unknown table, and to another key', async () => {
    await expect(store.add('notes', { a: { S: 'b' } })).rejects.toMatchObject({
      code: 'ERR_DYNAMODB_REFUSED',
    })
    await expect(store.rows({ table: 'other', filter: '', start: undefined })).rejects.toMatchObject({
      code: 'ERR_TABLE_UNKNOWN',
      message: 'There is no table other here. There are: notes, sorted.',
    })
    const other = storeWith({ ...key, accessKeyId: 'OTHER' })
    await expect(other.tables()).rejects.toMatchObject({ code: 'ERR_DYNAMODB_REFUSED' })
  })
})
