import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { startTables } from '../../../plugin/local/dynamodb/start-tables.ts'
import { hasNote, noteTable, noteTableWith, putNote } from '../../support/local-table.ts'

let parent: string
let folder: string
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'claimcheck-tables-'))
  folder = join(parent, 'table')
})
afterEach(() => rm(parent, { recursive: true }))

function start(tables = [noteTable]) {
  return startTables({ tables, folder, log: () => {} })
}

describe('a folder that cannot be used', () => {
  test('given a run that has it, when a second starts, then it is refused, says so, and the first runs on', async () => {
    const first = await start()

    const second = start()

    await expect(second).rejects.toMatchObject({ name: 'UserError', code: 'ERR_TABLE_FOLDER_LOCKED' })
    await expect(second).rejects.toThrow(`Another run uses the table in ${folder}`)
    await putNote(first.endpoint, 'a')
    expect(await hasNote(first.endpoint, 'a')).toBe(true)
    await first.close()
    await (await start()).close()
  })

  test('given a file in its place, when the run starts, then it is refused by name', async () => {
    await writeFile(folder, '')

    const starting = start()

    await expect(starting).rejects.toMatchObject({ name: 'UserError', code: 'ERR_TABLE_FOLDER_UNUSABLE' })
    await expect(starting).rejects.toThrow(folder)
  })

  test('given files in it that cannot be opened, when the run starts, then it is refused and says which', async () => {
    await mkdir(join(folder, 'LOCK'), { recursive: true })

    const starting = start()

    await expect(starting).rejects.toMatchObject({ name: 'UserError', code: 'ERR_TABLE_FOLDER_UNUSABLE' })
    await expect(starting).rejects.toThrow(/LOCK.*readable and writable by you/)
  })

  test('given rows that were damaged, when the run starts, then it is refused and names --fresh', async () => {
    await (await start()).close()
    await writeFile(join(folder, 'CURRENT'), 'damaged')

    const starting = start()

    await expect(starting).rejects.toMatchObject({ code: 'ERR_TABLE_FOLDER_UNUSABLE' })
    await expect(starting).rejects.toThrow('--fresh')
  })
})

describe('a definition that cannot be made', () => {
  test('given a key without a type, when the run starts, then the refusal of the embedded table is passed on', async () => {
    const starting = start([noteTableWith({ AttributeDefinitions: [] })])

    await expect(starting).rejects.toMatchObject({ name: 'UserError', code: 'ERR_TABLE_DEFINITION' })
    await expect(starting).rejects.toThrow(/notes.*KeySchema/)
  })

  test('given that it is fixed, when the run starts again, then it starts', async () => {
    await start([noteTableWith({ AttributeDefinitions: [] })]).catch(() => {})

    await (await start()).close()
  })
})
