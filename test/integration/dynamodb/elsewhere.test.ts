import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { startTables, type Tables } from '../../../plugin/local/dynamodb/start-tables.ts'
import { useDynamodb } from '../../../plugin/local/dynamodb/use-dynamodb.ts'
import { hasNote, noteTable, noteTableWith, putNote } from '../../support/local-table.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts'

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }

/** A DynamoDB that runs already: an embedded one without tables, on its own. */
let running: Tables
let folder: TemporaryFolder

beforeEach(async () => {
  folder = await temporaryFolder()
  running = await startTables({ tables: [], folder: join(folder.path, 'table'), log: () => {} })
})

afterEach(async () => {
  await running.close()
  await folder.remove()
})

const use = (url: string, table = noteTable) =>
  useDynamodb({ tables: [table], url, region: 'us-east-1', credentials })

test('creates the tables that are missing there, and keeps those that are not', async () => {
  const first = await use(running.endpoint)
  await putNote(first.endpoint, 'a')
  await first.close()
  const second = await use(running.endpoint)

  expect(second.endpoint).toBe(running.endpoint)
  expect(await hasNote(running.endpoint, 'a')).toBe(true)
})

test('refuses a table of that name with other keys, and says what to do there', async () => {
  await use(running.endpoint)
  const changed = noteTableWith({
    KeySchema: [{ AttributeName: 'name', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'name', AttributeType: 'S' }],
  })

  await expect(use(running.endpoint, changed)).rejects.toMatchObject({
    code: 'ERR_TABLE_CHANGED',
    message: expect.stringMatching(/Delete that table there/),
  })
})

test('says that nothing responds, and how to start one', async () => {
  const { endpoint } = running
  await running.close()

  await expect(use(endpoint)).rejects.toMatchObject({
    name: 'UserError',
    code: 'ERR_DYNAMODB_UNREACHABLE',
    message: expect.stringMatching(/--dynamodb http.* does not respond .*ECONNREFUSED.*docker run/s),
  })
})

test('says that what responds is no DynamoDB', async () => {
  const server = createServer((_request, response) => response.end('<html>')).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const using = use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)

  await expect(using).rejects.toMatchObject({
    name: 'UserError',
    code: expect.stringMatching(/^ERR_DYNAMODB/),
  })
  server.close()
})
