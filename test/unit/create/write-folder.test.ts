import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { writeFolder } from '../../../create/new/write-folder.ts'

const files = { 'a.txt': 'A', 'b/c.txt': 'C', '.d': 'D' }
const going = new AbortController().signal

describe('writeFolder', () => {
  let parent = ''
  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'claimcheck-write-'))
  })
  afterEach(() => rm(parent, { recursive: true, force: true }))

  test.each([
    ['a folder that is not there', async () => {}],
    ['an empty folder', () => mkdir(join(parent, 'new'))],
    ['a repository with nothing in it', () => mkdir(join(parent, 'new', '.git'), { recursive: true })],
  ])('writes into %s, and leaves nothing else', async (_, prepare) => {
    await prepare()
    await writeFolder(join(parent, 'new'), files, going)

    expect((await readdir(join(parent, 'new'))).filter((name) => name !== '.git')).toEqual([
      '.d',
      'a.txt',
      'b',
    ])
    expect(await readFile(join(parent, 'new', 'b', 'c.txt'), 'utf8')).toBe('C')
    expect(await readdir(parent)).toEqual(['new'])
    expect((await stat(join(parent, 'new'))).mode & 0o777).toBe(0o777 & ~process.umask())
  })

  test('makes the folders above it', async () => {
    await writeFolder(join(parent, 'x', 'y', 'new'), files, going)

    expect(await readdir(join(parent, 'x', 'y'))).toEqual(['new'])
  })

  test('rejects a folder with something in it, and says what', async () => {
    for (const name of ['a', 'b', 'c', 'd']) await writeFile(join(parent, name), '')

    await expect(writeFolder(parent, files, going)).rejects.toMatchObject({
      code: 'ERR_FOLDER_NOT_EMPTY',
      message: expect.stringContaining('it has a, b, c and 1 more.\nChoose another folder.'),
    })
    expect(await readdir(parent)).toEqual(['a', 'b', 'c', 'd'])
  })

  test('rejects a file', async () => {
    await writeFile(join(parent, 'new'), '')

    await expect(writeFolder(join(parent, 'new'), files, going)).rejects.toMatchObject({
      code: 'ERR_FOLDER_NOT_EMPTY',
      message: expect.stringContaining('is a file'),
    })
  })

  test.each([
    ['that is not there', async () => {}, []],
    ['below one that is not there', async () => {}, []],
    ['that is empty', () => mkdir(join(parent, 'new')), ['new']],
  ])('stopped partway, leaves nothing of a folder %s', async (what, prepare, left) => {
    await prepare()
    const stop = new AbortController()
    const folder = what.includes('below') ? join(parent, 'x', 'new') : join(parent, 'new')
    // Reading the text of the second file stops it.
    const stopping = {
      'a.txt': 'A',
      get 'b/c.txt'() {
        stop.abort()
        return 'C'
      },
    }

    await expect(writeFolder(folder, stopping, stop.signal)).rejects.toThrow()
    expect(await readdir(parent)).toEqual(left)
    if (left.length > 0) expect(await readdir(folder)).toEqual([])
  })

  test('a file that cannot be written leaves nothing, with the reason', async () => {
    const impossible = { 'a.txt': 'A', 'a.txt/b': 'B' }

    await expect(writeFolder(join(parent, 'new'), impossible, going)).rejects.toMatchObject({
      code: 'ERR_FOLDER_NOT_WRITTEN',
      message: expect.stringMatching(/could not be written: E\w+/),
    })
    expect(await readdir(parent)).toEqual([])
  })
})
