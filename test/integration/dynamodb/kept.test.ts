import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { ClassicLevel } from 'classic-level'
import { startTables, type Tables } from '../../../plugin/local/dynamodb/start-tables.ts'
import type { TableDefinition } from '../../../plugin/service/service.ts'
import { hasNote, noteTable, noteTableWith, putNote } from '../../support/local-table.ts'

let folder: string
let running: Tables | undefined
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'claimcheck-tables-')), 'table')
})
afterEach(async () => {
  await running?.close()
  running = undefined
  await rm(join(folder, '..'), { recursive: true })
})

async function start(...tables: TableDefinition[]): Promise<string> {
  await running?.close()
  running = undefined
  running = await startTables({ tables, folder, log: () => {} })
  return running.endpoint
}

function startWriter(): ChildProcess {
  const script = fileURLToPath(new URL('../../support/note-writer.ts', import.meta.url))
  return spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
}

describe('a table kept between runs', () => {
  test('given a row, when the run ends and another starts, then the row is there', async () => {
    await putNote(await start(noteTable), 'a')

    const endpoint = await start(noteTable)

    expect(await hasNote(endpoint, 'a')).toBe(true)
    expect(await hasNote(endpoint, 'b')).toBe(false)
  })

  test('given a run killed with -9 while it writes, when another starts, then each answered row is there', async () => {
    const writer = startWriter()
    const ended = once(writer, 'exit')
    const answered: string[] = []
    for await (const note of createInterface({ input: writer.stdout as NodeJS.ReadableStream })) {
      answered.push(note)
      if (answered.length === 20) writer.kill('SIGKILL')
    }
    expect(await ended).toEqual([null, 'SIGKILL'])

    const endpoint = await start(noteTable)

    expect(answered.length).toBeGreaterThanOrEqual(20)
    expect(await Promise.all(answered.map((note) => hasNote(endpoint, note)))).not.toContain(false)
  })

  test('given a run killed while it made the table, when another starts, then the table is made', async () => {
    await start(noteTable)
    await running?.close()
    const store = new ClassicLevel<string, object>(folder, { valueEncoding: 'json' })
    const made = await store.get('table~notes')
    await store.put('table~notes', { ...made, TableStatus: 'CREATING' })
    await store.close()

    const endpoint = await start(noteTable)
    await putNote(endpoint, 'a')

    expect(await hasNote(endpoint, 'a')).toBe(true)
  })

  test('given a table, when serverless.yml gains another, then both are there and the rows are kept', async () => {
    await putNote(await start(noteTable), 'a')

    const endpoint = await start(noteTable, { ...noteTable, logicalId: 'Other', tableName: 'other' })

    expect(await hasNote(endpoint, 'a')).toBe(true)
  })

  test('given a table, when its billing changes, then the rows are kept', async () => {
    await putNote(await start(noteTable), 'a')
    const capacity = { ReadCapacityUnits: '1', WriteCapacityUnits: '1' }

    const endpoint = await start(noteTableWith({ BillingMode: undefined, ProvisionedThroughput: capacity }))

    expect(await hasNote(endpoint, 'a')).toBe(true)
  })

  test('given a table, when its key changes, then the start is refused, says what to do, and keeps the rows', async () => {
    await putNote(await start(noteTable), 'a')

    const changed = start(
      noteTableWith({
        KeySchema: [{ AttributeName: 'name', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'name', AttributeType: 'N' }],
      }),
    )

    await expect(changed).rejects.toMatchObject({ name: 'UserError', code: 'ERR_TABLE_CHANGED' })
    await expect(changed).rejects.toThrow(/notes.*id S HASH.*name N HASH.*--fresh/s)
    expect(await hasNote(await start(noteTable), 'a')).toBe(true)
  })
})
