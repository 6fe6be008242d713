import { EventEmitter, once } from 'node:events'
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { request as requestHttp } from 'node:http'
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
let lines: string[]
let heard: EventEmitter
beforeEach(async () => {
  lines = []
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
  lines.push(line)
  heard.emit('line')
}

/** A socket on which a request to the table has begun and is not finished. */
async function startRequest(): Promise<ReturnType<typeof connectSocket>> {
  const { host, port } = new URL(tables.endpoint)
  const socket = connectSocket(Number(port), '127.0.0.1')
  await once(socket, 'connect')
  socket.write(
    `POST / HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/x-amz-json-1.0\r\ncontent-length: 99\r\n\r\n{`,
  )
  return socket
}

/** A request as DynamoDB's clients send it. */
function signed(operation: string, body: unknown, accessKeyId = 'a'): RequestInit {
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': `DynamoDB_20120810.${operation}`,
    'x-amz-date': '20260101T000000Z',
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=b, Signature=c`,
  }
  return { method: 'POST', headers, body: JSON.stringify(body) }
}

async function logged(count: number): Promise<void> {
  while (lines.length < count) await once(heard, 'line')
}

/** Sends what makes dynalite throw once it has looked into its store: a tag that is null. */
async function breakTable(): Promise<void> {
  const ResourceArn = 'arn:aws:dynamodb:us-east-1:000000000000:table/notes'
  const request = signed('TagResource', { ResourceArn, Tags: [null] })
  await expect(fetch(tables.endpoint, request)).rejects.toThrow()
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
    await logged(2)

    expect(await hasNote(tables.endpoint, 'a')).toBe(true)
    expect(lines).toEqual([expect.stringContaining('The table stopped'), 'The table runs again.'])
    await breakTable()
    await logged(4)
    expect(await hasNote(tables.endpoint, 'a')).toBe(true)
  })

  test('comes back once its folder can be opened again', async () => {
    await start(noteTable)
    await putNote(tables.endpoint, 'a')
    await rename(folder, `${folder}.away`)
    await writeFile(folder, 'not a folder')

    await breakTable()
    await logged(2)
    expect(lines[1]).toContain('The table could not be restarted: ')
    await rm(folder)
    await rename(`${folder}.away`, folder)
    await logged(3)

    expect(lines[2]).toBe('The table runs again.')
    expect(await hasNote(tables.endpoint, 'a')).toBe(true)
  })

  test.each([
    ['GetItem', { TableName: 'notes', Key: { key: null } }],
    ['BatchGetItem', { RequestItems: { notes: { Keys: [{ id: null }] } } }],
    ['BatchWriteItem', { RequestItems: { notes: [null] } }],
    ['CreateTable', null],
  ])('rejects %s of %j without stopping', async (operation, body) => {
    await start(noteTable)

    const response = await fetch(tables.endpoint, signed(operation, body))

    expect(response.status).toBe(400)
    expect(await response.text()).toContain('SerializationException')
    expect(lines).toEqual([])
  })

  test('rejects a request that comes from a web page', async () => {
    await start(noteTable)
    const list = signed('ListTables', {})

    for (const method of ['POST', 'OPTIONS']) {
      const headers = { ...list.headers, origin: 'http://localhost:5173' }
      const response = await fetch(tables.endpoint, {
        method,
        headers,
        ...(method === 'POST' && { body: '{}' }),
      })
      expect(response.status).toBe(403)
      expect(response.headers.get('access-control-allow-origin')).toBeNull()
    }
  })

  test('rejects a name that was rebound to this machine', async () => {
    await start(noteTable)
    const { promise, resolve } = Promise.withResolvers<number | undefined>()
    requestHttp(tables.endpoint, { headers: { host: 'evil.example' } }, (response) => {
      resolve(response.resume().statusCode)
    }).end()

    expect(await promise).toBe(403)
  })

  test("accepts the run's own access key only", async () => {
    tables = await startTables({ tables: [noteTable], folder, accessKeyIds: ['OURS'], log })
    const status = async (key: string) => (await fetch(tables.endpoint, signed('ListTables', {}, key))).status

    expect(await status('OURS')).toBe(200)
    const refused = await fetch(tables.endpoint, signed('ListTables', {}, 'local'))
    expect(refused.status).toBe(400)
    expect(await refused.text()).toContain('UnrecognizedClientException')
    expect((await fetch(tables.endpoint, { ...signed('ListTables', {}), headers: {} })).status).not.toBe(200)
    expect(await status('OURS.')).toBe(400)
  })

  test('given a client that hangs up while it sends, when others ask, then the table has not stopped', async () => {
    await start(noteTable)
    const socket = await startRequest()

    socket.destroy()
    await once(socket, 'close')

    await putNote(tables.endpoint, 'a')
    expect(await hasNote(tables.endpoint, 'a')).toBe(true)
    expect(lines).toEqual([])
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
