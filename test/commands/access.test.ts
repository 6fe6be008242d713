import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { runServerless } from '../support/local-run.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'claimcheck-access-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('serverless access', () => {
  test('shows the table, and compares it with an earlier one', async () => {
    const shown = await runServerless(['access'])
    const { stdout: json } = await runServerless(['access', '--json'])
    const before = join(folder, 'before.json')
    await writeFile(before, json)
    const same = await runServerless(['access', '--against', before])

    const closed = JSON.parse(json)
    closed[1].machineToken = { kind: 'refused', status: 403 }
    await writeFile(before, JSON.stringify(closed))
    const opened = await runServerless(['access', '--against', before])

    expect(shown.stdout).toMatch(/DELETE \/profile +401 +403 +with scope claimcheck\/profile\.delete/)
    expect(same).toMatchObject({ code: 0, stdout: expect.stringContaining('Nobody may call more or less') })
    expect(opened.code).toBe(1)
    expect(opened.stdout).toContain('opened  GET /profile, machine token: 403 -> allowed')
  })

  test.each([
    ['a file that is not there', 'nowhere.json'],
    ['a file that is no table', 'package.json'],
  ])('rejects %s, saying how to write one', async (_, name) => {
    const { code, stdout, stderr } = await runServerless(['access', '--against', name])
    expect(code).toBe(1)
    expect(stdout + stderr).toContain(`serverless access --json > ${name}`)
  })
})
