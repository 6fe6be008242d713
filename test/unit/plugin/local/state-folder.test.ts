import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { writeOpeningPage } from '../../../../plugin/local/opening-page.ts'
import { takeStateFolder } from '../../../../plugin/local/state-folder.ts'
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts'

let folder: TemporaryFolder
let release: () => Promise<void> = async () => {}

beforeEach(async () => {
  folder = await temporaryFolder()
})

afterEach(async () => {
  await release()
  release = async () => {}
  await folder.remove()
})

const write = (name: string) => writeFile(join(folder.path, name), '{}', { mode: 0o644 })
const mode = async (name: string) => (await stat(join(folder.path, name))).mode & 0o777

describe('takeStateFolder', () => {
  test('refuses a fresh start while another run is starting, and deletes nothing', async () => {
    await write('users.json')
    release = await takeStateFolder(folder.path, false)
    await expect(takeStateFolder(folder.path, true)).rejects.toMatchObject({ code: 'ERR_ALREADY_RUNNING' })
    expect(await readdir(folder.path)).toContain('users.json')
  })

  test('can be taken again once released, and deletes all state if fresh', async () => {
    await write('users.json')
    await (await takeStateFolder(folder.path, false))()
    release = await takeStateFolder(folder.path, true)
    expect((await readdir(folder.path)).toSorted()).toEqual(['.gitignore', 'lock'])
  })

  test('deletes the drafts of a killed run', async () => {
    await write('users.json')
    await write('users.json.0b0f0f4e-1111-4222-8333-444455556666.tmp')
    release = await takeStateFolder(folder.path, false)
    expect((await readdir(folder.path)).toSorted()).toEqual(['.gitignore', 'lock', 'users.json'])
  })

  test('closes folder and files of earlier versions to others', async () => {
    await mkdir(join(folder.path, 'table'), { mode: 0o755 })
    await writeOpeningPage(folder.path, 'http://localhost:3001/?key=a')
    await write('table/CURRENT')
    await write('users.json')
    release = await takeStateFolder(folder.path, false)
    expect(await Promise.all(['.', 'table', 'table/CURRENT', 'users.json'].map(mode))).toEqual([
      0o700, 0o700, 0o600, 0o600,
    ])
  })

  test('refuses a file in its place, or above it, by name', async () => {
    await write('notes')
    for (const path of [join(folder.path, 'notes'), join(folder.path, 'notes', 'deep')]) {
      const taking = takeStateFolder(path, false)
      await expect(taking).rejects.toMatchObject({ name: 'UserError', code: 'ERR_STATE_UNUSABLE' })
      await expect(taking).rejects.toThrow(`The state folder ${path} cannot be used`)
      await expect(taking).rejects.toThrow('--state DIR')
    }
  })

  test('refuses a lock that cannot be opened', async () => {
    await write('lock')
    await expect(takeStateFolder(folder.path, false)).rejects.toMatchObject({ code: 'ERR_STATE_UNUSABLE' })
  })

  test('keeps the folder out of git', async () => {
    release = await takeStateFolder(join(folder.path, 'state'), false)
    expect((await readFile(join(folder.path, 'state', '.gitignore'), 'utf8')).split('\n').at(1)).toBe('*')
    expect(await mode('state')).toBe(0o700)
  })

  test('closes .claimcheck whatever lies in it, and only its own files there', async () => {
    const dir = join(folder.path, '.claimcheck')
    await mkdir(dir, { mode: 0o755 })
    for (const name of ['keys.json', 'tool']) await writeFile(join(dir, name), '{}', { mode: 0o755 })
    release = await takeStateFolder(dir, false)
    const modes = ['.claimcheck', '.claimcheck/keys.json', '.claimcheck/tool', '.claimcheck/.gitignore']
    expect(await Promise.all(modes.map(mode))).toEqual([0o700, 0o600, 0o755, 0o600])
  })

  test('leaves a folder with files of others as it is', async () => {
    await chmod(folder.path, 0o755)
    await write('notes.txt')
    release = await takeStateFolder(folder.path, false)
    expect(await mode('notes.txt')).toBe(0o644)
    expect(await mode('.')).toBe(0o755)
    expect(await readdir(folder.path)).not.toContain('.gitignore')
  })
})
