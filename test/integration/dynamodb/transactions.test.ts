import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DynamoDBClient, ExecuteStatementCommand, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb'
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactGetCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { startTables, type Tables } from '../../../plugin/local/dynamodb/start-tables.ts'
import { connect, noteTable, noteTableWith } from '../../support/local-table.ts'

const TableName = 'notes'
const byTag = noteTableWith({
  AttributeDefinitions: ['id', 'tag'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
  GlobalSecondaryIndexes: [
    {
      IndexName: 'byTag',
      KeySchema: [{ AttributeName: 'tag', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
  TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
  StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
})

let folder: string
let tables: Tables
let client: DynamoDBDocumentClient
let lines: string[]
let made = 0
let a: string
let b: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'claimcheck-tables-'))
  lines = []
  const other = { ...noteTable, logicalId: 'Other', tableName: 'others' }
  tables = await startTables({ tables: [byTag, other], folder, log: (line) => lines.push(line) })
  client = connect(tables.endpoint)
})

afterAll(async () => {
  client.destroy()
  await tables.close()
  await rm(folder, { recursive: true })
})

beforeEach(() => {
  made += 1
  a = `a${made}`
  b = `b${made}`
})

type Items = NonNullable<TransactWriteCommandInput['TransactItems']>

const write = (TransactItems: Items, more: Partial<TransactWriteCommandInput> = {}) =>
  client.send(new TransactWriteCommand({ TransactItems, ...more }))

const put = (id: string, more: object = {}, table = TableName): Items[number] => ({
  Put: { TableName: table, Item: { id, ...more } },
})

const absent = 'attribute_not_exists(id)'

async function read(id: string, table = TableName): Promise<Record<string, unknown> | undefined> {
  const { Item } = await client.send(new GetCommand({ TableName: table, Key: { id }, ConsistentRead: true }))
  return Item
}

describe('TransactWriteItems', () => {
  test('writes all of it, in two tables, indexes too', async () => {
    await write([put(a, { tag: a }), put(a, { n: 1 }, 'others')])
    const { Items } = await client.send(
      new QueryCommand({
        TableName,
        IndexName: 'byTag',
        KeyConditionExpression: 'tag = :tag',
        ExpressionAttributeValues: { ':tag': a },
      }),
    )

    expect(Items).toEqual([{ id: a, tag: a }])
    expect(await read(a, 'others')).toEqual({ id: a, n: 1 })
  })

  test('changes nothing where one condition fails, and says which, with the old item if asked', async () => {
    await write([put(a, { n: 1 })])
    const writing = write([
      put(b),
      {
        Put: {
          TableName,
          Item: { id: a, n: 2 },
          ConditionExpression: absent,
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        },
      },
    ])

    await expect(writing).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      message:
        'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed]',
      CancellationReasons: [
        { Code: 'None' },
        {
          Code: 'ConditionalCheckFailed',
          Message: 'The conditional request failed',
          Item: { id: { S: a }, n: { N: '1' } },
        },
      ],
    })
    expect([await read(a), await read(b)]).toEqual([{ id: a, n: 1 }, undefined])
  })

  test('updates, deletes and checks', async () => {
    await write([put(a, { n: 1, tag: a }), put(b), put('checked')])
    await write([
      {
        Update: {
          TableName,
          Key: { id: a },
          UpdateExpression: 'SET n = n + :one REMOVE tag',
          ExpressionAttributeValues: { ':one': 1 },
        },
      },
      { Delete: { TableName, Key: { id: b } } },
      { ConditionCheck: { TableName, Key: { id: 'checked' }, ConditionExpression: 'attribute_exists(id)' } },
    ])

    expect([await read(a), await read(b)]).toEqual([{ id: a, n: 2 }, undefined])
    expect(await read('checked')).toEqual({ id: 'checked' })
  })

  test('is cancelled by a check, and by an operand of the wrong type', async () => {
    await write([put(a, { n: 'text' })])
    const check = {
      ConditionCheck: { TableName, Key: { id: 'nobody' }, ConditionExpression: 'attribute_exists(id)' },
    }
    const update = {
      Update: {
        TableName,
        Key: { id: a },
        UpdateExpression: 'SET n = n + :one',
        ExpressionAttributeValues: { ':one': 1 },
      },
    }

    await expect(write([put(b), check])).rejects.toMatchObject({
      CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed' }],
    })
    await expect(write([put(b), update])).rejects.toMatchObject({
      CancellationReasons: [{ Code: 'None' }, { Code: 'ValidationError' }],
    })
    expect(await read(b)).toBeUndefined()
  })

  test.each([
    ['no item', () => []],
    ['101 items', () => Array.from({ length: 101 }, (_, index) => put(`${a}-${index}`))],
    ['one item twice', () => [put(a), { Delete: { TableName, Key: { id: a } } }]],
    ['two actions in one', () => [{ ...put(a), Delete: { TableName, Key: { id: b } } }]],
    [
      'more than 4 MB',
      () => Array.from({ length: 12 }, (_, index) => put(`${a}-${index}`, { x: 'x'.repeat(380_000) })),
    ],
    [
      'a check without a condition',
      () => [{ ConditionCheck: { TableName, Key: { id: a } } } as unknown as Items[number]],
    ],
  ])('refuses %s', async (_what, items) => {
    await expect(write(items() as Items)).rejects.toMatchObject({ name: 'ValidationException' })
    expect(await read(a)).toBeUndefined()
  })

  test('accepts 100 items', async () => {
    await write(Array.from({ length: 100 }, (_, index) => put(`${a}-${index}`)))
    expect(await read(`${a}-99`)).toBeDefined()
  })

  test('refuses a table that does not exist', async () => {
    await expect(write([put(a), put(a, {}, 'nowhere')])).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
  })

  test('with the same token is done once, and with other content refused', async () => {
    const ClientRequestToken = `token-${a}`
    const count = (by: number): Items => [
      {
        Update: {
          TableName,
          Key: { id: a },
          UpdateExpression: 'ADD n :by',
          ExpressionAttributeValues: { ':by': by },
        },
      },
    ]
    await write(count(1), { ClientRequestToken })
    await write(count(1), { ClientRequestToken })

    expect(await read(a)).toEqual({ id: a, n: 1 })
    await expect(write(count(2), { ClientRequestToken })).rejects.toMatchObject({
      name: 'IdempotentParameterMismatchException',
    })
  })

  test('reports twice the capacity of single writes', async () => {
    const { ConsumedCapacity } = await write([put(a), put(b)], { ReturnConsumedCapacity: 'TOTAL' })

    expect(ConsumedCapacity).toEqual([{ TableName, CapacityUnits: 4 }])
  })

  test('is isolated: money moved to and fro by many is neither lost nor seen twice', async () => {
    await write([put(a, { n: 100 }), put(b, { n: 100 })])
    const move = (from: string, to: string): Items =>
      [
        [from, -1],
        [to, 1],
      ].map(([id, by]) => ({
        Update: {
          TableName,
          Key: { id },
          UpdateExpression: 'ADD n :by',
          ExpressionAttributeValues: { ':by': by },
        },
      }))
    const sums: number[] = []
    const look = async () => {
      const { Responses = [] } = await client.send(
        new TransactGetCommand({ TransactItems: [a, b].map((id) => ({ Get: { TableName, Key: { id } } })) }),
      )
      sums.push(Responses.reduce((sum, { Item }) => sum + Number(Item?.n), 0))
    }
    const single = (id: string) =>
      client.send(
        new UpdateCommand({
          TableName,
          Key: { id },
          UpdateExpression: 'ADD m :one',
          ExpressionAttributeValues: { ':one': 1 },
        }),
      )
    await Promise.all(
      Array.from({ length: 30 }, (_, index) => [
        write(index % 3 ? move(a, b) : move(b, a)),
        look(),
        single(index % 2 ? a : b),
      ]).flat(),
    )

    expect(new Set(sums)).toEqual(new Set([200]))
    expect([await read(a), await read(b)]).toEqual([
      { id: a, n: 90, m: 15 },
      { id: b, n: 110, m: 15 },
    ])
  })
})

describe('TransactGetItems', () => {
  test('answers in order, with nothing for what is not there', async () => {
    await write([put(a, { n: 1 }), put(a, { n: 2 }, 'others')])
    const { Responses } = await client.send(
      new TransactGetCommand({
        TransactItems: [
          { Get: { TableName: 'others', Key: { id: a } } },
          { Get: { TableName, Key: { id: 'nobody' } } },
          { Get: { TableName, Key: { id: a }, ProjectionExpression: 'n' } },
        ],
      }),
    )

    expect(Responses?.map(({ Item }) => Item)).toEqual([{ id: a, n: 2 }, undefined, { n: 1 }])
  })
})

describe('ReturnValuesOnConditionCheckFailure', () => {
  const failing = (old: 'ALL_OLD' | 'NONE') =>
    client.send(
      new PutCommand({
        TableName,
        Item: { id: a, n: 2 },
        ConditionExpression: absent,
        ReturnValuesOnConditionCheckFailure: old,
      }),
    )

  test('returns the item that a condition failed on', async () => {
    await write([put(a, { n: 1 })])

    await expect(failing('ALL_OLD')).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
      Item: { id: { S: a }, n: { N: '1' } },
    })
    await expect(failing('NONE')).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
      Item: undefined,
    })
  })

  test('writes where the condition holds', async () => {
    await failing('ALL_OLD')

    expect(await read(a)).toEqual({ id: a, n: 2 })
  })
})

describe('what the embedded table does not support', () => {
  test('is said once for a table at the start', () => {
    expect(lines[0]).toMatch(/^Table notes: items do not expire and it has no stream .*--dynamodb URL/)
    expect(lines.filter((line) => line.startsWith('Table '))).toHaveLength(1)
  })

  test.each([
    ['PartiQL', new ExecuteStatementCommand({ Statement: 'SELECT * FROM notes' })],
    [
      'expiry',
      new UpdateTimeToLiveCommand({
        TableName,
        TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
      }),
    ],
  ])('is refused with what to do, and logged once: %s', async (words, command) => {
    const { endpoint } = tables
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
    const plain = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials })
    for (const _time of [1, 2])
      await expect(plain.send(command as ExecuteStatementCommand)).rejects.toMatchObject({
        name: 'UnknownOperationException',
        message: expect.stringMatching(/does not support .*--dynamodb URL/),
      })
    plain.destroy()

    expect(lines.filter((line) => line.includes(`(${words}`))).toHaveLength(1)
  })
})
