import { EventEmitter, once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect as connectSocket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { startTables, type Tables } from '../../../plugin/local/dynamodb/start-tables.ts'
import type { TableDefinition } from '../../../plugin/service/service.ts'
import { connect, hasNote, noteTable, noteTableWith, putNote } from '../../support/local-table.ts'

let folder: string
let tables: Tables
let told: string[]
let heard: EventEmitter
beforeEach(async () => {
  told = []
  heard = new EventEmitter()
  folder = await mkdtemp(join(tmpdir(), 'claimcheck-tables-'))
})
afterEach(async () => {
  await tables.close()
  await rm(folder, { recursive: true })
})

async function start(...definitions: TableDefinition[]): Promise<void> {
  tables = await startTables({ tables: definitions, folder, log })
}

function log(line: string): void {
  told.push(line)
  heard.emit('line')
}

/** A socket on which a request to the table has begun and is not finished. */
async function startRequest(): Promise<ReturnType<typeof connectSocket>> {
  const socket = connectSocket(Number(new URL(tables.endpoint).port), '127.0.0.1')
  await once(socket, 'connect')
  socket.write(
    'POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-amz-json-1.0\r\ncontent-length: 99\r\n\r\n{',
  )
  return socket
}

/** Sends what makes dynalite throw, a body that is JSON and no object, and waits until both log lines are there. */
async function breakTable(): Promise<void> {
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': 'DynamoDB_20120810.CreateTable',
    'x-amz-date': '20260101T000000Z',
    authorization: 'AWS4-HMAC-SHA256 Credential=a, SignedHeaders=b, Signature=c',
  }
  const wanted = told.length + 2
  await expect(fetch(tables.endpoint, { method: 'POST', headers, body: 'null' })).rejects.toThrow()
  while (told.length < wanted) await once(heard, 'line')
}

describe('startTables', () => {
  test('given no tables, when it starts, then it listens on this machine alone', async () => {
    await start()

    expect(tables.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect((await fetch(tables.endpoint)).status).toBe(200)
  })

  test('given indexes and properties that mean nothing here, when it starts, then the indexes can be asked', async () => {
    const index = {
      KeySchema: [{ AttributeName: 'tag', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    }
    const definition = noteTableWith({
      AttributeDefinitions: ['id', 'tag'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      GlobalSecondaryIndexes: [{ ...index, IndexName: 'byTag' }],
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    })
    await start(definition)

    const client = connect(tables.endpoint)
    await client.send(new PutCommand({ TableName: 'notes', Item: { id: 'a', tag: 'x' } }))
    const { Items } = await client.send(
      new QueryCommand({
        TableName: 'notes',
        IndexName: 'byTag',
        KeyConditionExpression: 'tag = :tag',
        ExpressionAttributeValues: { ':tag': 'x' },
      }),
    )

    expect(Items).toEqual([{ id: 'a', tag: 'x' }])
  })

  test('given a request that dynalite throws on, when it has thrown, then the table is back with its rows', async () => {
    await start(noteTable)
    await putNote(tables.endpoint, 'a')

    await breakTable()

    expect(await hasNote(tables.endpoint, 'a')).toBe(true)
    expect(told).toEqual([expect.stringContaining('The table stopped'), 'The table runs again.'])
    await breakTable()
    expect(await hasNote(tables.endpoint, 'a')).toBe(true)
  })

  test('given a client that hangs up while it sends, when others ask, then the table has not stopped', async () => {
    await start(noteTable)
    const socket = await startRequest()

    socket.destroy()
    await once(socket, 'close')

    await putNote(tables.endpoint, 'a')
    expect(await hasNote(tables.endpoint, 'a')).toBe(true)
    expect(told).toEqual([])
  })

  test('given a client that never finishes, when the table is closed, then it is cut off', async () => {
    await start(noteTable)
    const socket = await startRequest()
    // Not events.once, which would take the reset that may come first for a failure.
    const cutOff = new Promise((resolve) => socket.on('error', () => {}).once('close', resolve))

    await tables.close()

    await cutOff
    await expect(fetch(tables.endpoint)).rejects.toThrow()
  })

  test('given a closed table, when it is closed again, then nothing happens', async () => {
    await start(noteTable)

    await tables.close()

    await expect(tables.close()).resolves.toBeUndefined()
  })
})
