import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { openFolder } from '../../../plugin/local/dynamodb/open-folder.ts'
import { startTables } from '../../../plugin/local/dynamodb/start-tables.ts'
import { findDamagedFiles } from '../../../plugin/local/dynamodb/table-files.ts'
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

/** @returns the table file that has them. */
async function storeNotes(...ids: readonly string[]) {
  const first = await start()
  for (const id of ids) await putNote(first.endpoint, id)
  await first.close()
  // An opening moves the rows from the log into a table file.
  await (await start()).close()
  const [name = ''] = (await readdir(folder)).filter((each) => each.endsWith('.ldb'))
  return { name, whole: await readFile(join(folder, name)) }
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

describe('a table with changed bytes', () => {
  test('is said at the start, with what to do, and what is whole is served', async () => {
    const first = await start()
    for (const id of ['a', 'b', 'c']) await putNote(first.endpoint, id)
    await first.close()
    const [log = ''] = (await readdir(folder)).filter((name) => name.endsWith('.log'))
    const file = join(folder, log)
    const bytes = await readFile(file)
    const place = bytes.lastIndexOf('item-notes~') + 4
    for (let index = place; index < place + 20; index += 1) bytes[index] = (bytes[index] ?? 0) ^ 0x55
    await writeFile(file, bytes)

    const lines: string[] = []
    const again = await startTables({ tables: [noteTable], folder, log: (line) => lines.push(line) })

    expect(lines).toEqual([expect.stringMatching(/was damaged: \d+ bytes of \d+\.log .*are lost.*--fresh/s)])
    expect(await hasNote(again.endpoint, 'a')).toBe(true)
    expect(await hasNote(again.endpoint, 'c')).toBe(false)
    await again.close()
  })

  test('is said for the files of older rows too', async () => {
    const { name, whole } = await storeNotes('a', 'b', 'c')
    for (const place of [0, Math.floor(whole.length / 2), whole.length - 60]) {
      const bytes = Buffer.from(whole)
      bytes[place] = (bytes[place] ?? 0) ^ 0x55
      await writeFile(join(folder, name), bytes)

      expect(await findDamagedFiles(folder)).toEqual([name])
    }
    const lines: string[] = []
    const again = await startTables({ tables: [], folder, log: (line) => lines.push(line) })
    await again.close()

    expect(lines).toEqual([expect.stringContaining(`was damaged: parts of ${name} do not match`)])
  })

  test('anywhere: it is said, or the start is refused with what to do', async () => {
    const { name, whole } = await storeNotes('a')
    const outcomes = new Set<string>()
    for (let place = 0; place < whole.length; place += 48) {
      const bytes = Buffer.from(whole)
      for (let at = place; at < Math.min(place + 20, bytes.length); at += 1)
        bytes[at] = (bytes[at] ?? 0) ^ 0xff
      await writeFile(join(folder, name), bytes)
      const lines: string[] = []
      const outcome = await startTables({
        tables: [noteTable],
        folder,
        log: (line) => lines.push(line),
      }).then(
        async (run) => {
          await run.close()
          return { said: lines.join() }
        },
        (error: Error) => error,
      )
      outcomes.add('said' in outcome ? 'said' : 'refused')

      if ('said' in outcome) expect(outcome.said).toMatch(/was damaged/)
      else
        expect({ place, outcome }).toMatchObject({
          outcome: { code: 'ERR_TABLE_FOLDER_UNUSABLE', message: expect.stringMatching(/damaged.*--fresh/) },
        })
    }
    expect(outcomes).toContain('refused')
  })

  test('at the end of a file: the start is refused, whenever LevelDB looks at it', async () => {
    const { name, whole } = await storeNotes('a')
    await writeFile(join(folder, name), Buffer.concat([whole.subarray(0, -8), Buffer.from('no magic')]))

    // Sometimes at the opening, sometimes at the first read.
    for (let opening = 0; opening < 40; opening += 1)
      await expect(openFolder(folder)).rejects.toMatchObject({
        code: 'ERR_TABLE_FOLDER_UNUSABLE',
        message: expect.stringMatching(/damaged.*--fresh/),
      })
  })

  test('that is whole is not mentioned', async () => {
    const first = await start()
    await putNote(first.endpoint, 'a')
    await first.close()
    const lines: string[] = []
    for (const _run of [1, 2, 3])
      await (await startTables({ tables: [noteTable], folder, log: (line) => lines.push(line) })).close()

    expect(lines).toEqual([])
    expect((await readdir(folder)).filter((name) => name.endsWith('.ldb'))).not.toEqual([])
  })
})

describe('a definition that cannot be made', () => {
  test.each(['ab', 'a b c', 'x'.repeat(256)])('refuses the table name %j', async (tableName) => {
    const starting = start([{ ...noteTable, tableName }])

    await expect(starting).rejects.toMatchObject({ name: 'UserError', code: 'ERR_TABLE_DEFINITION' })
    await expect(starting).rejects.toThrow(/NoteTable.*TableName is .*3 to 255/)
  })

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
