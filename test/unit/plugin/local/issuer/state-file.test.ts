import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { z } from 'zod'
import { readStateFile, writeFix, writeStateFile } from '../../../../../plugin/local/issuer/state-file.ts'

const Schema = z.object({ users: z.array(z.string()) })

let dir = ''
let file = ''

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'claimcheck-state-'))
  file = join(dir, 'deep', 'users.json')
})

afterEach(() => rm(dir, { recursive: true, force: true }))

describe('readStateFile', () => {
  test('given no file, when read, then there is no state', async () => {
    expect(await readStateFile(file, Schema)).toBeUndefined()
  })

  test('given a state written, when read, then it is the same', async () => {
    await writeStateFile(file, { users: ['ada'] })
    expect(await readStateFile(file, Schema)).toEqual({ users: ['ada'] })
  })

  test.each(['', '{"users":["a', '[]', 'null', '{"users":[1]}'])(
    'given the damaged content %j, when read, then the error names file and --fresh, and the file stays',
    async (content) => {
      await writeStateFile(file, {})
      await writeFile(file, content)
      await expect(readStateFile(file, Schema)).rejects.toMatchObject({
        code: 'ERR_STATE_DAMAGED',
        message: expect.stringContaining(file),
      })
      await expect(readStateFile(file, Schema)).rejects.toThrow('--fresh')
      expect(await readFile(file, 'utf8')).toBe(content)
    },
  )

  test('given a folder in the place of the file, when read, then the error says that it cannot be', async () => {
    await expect(readStateFile(dir, Schema)).rejects.toMatchObject({ code: 'ERR_STATE_UNREADABLE' })
  })
})

test.each([
  ['ENOSPC', 'The disk is full: free some space'],
  ['EDQUOT', 'The disk is full: free some space'],
  ['ENOTDIR', '/state is not a folder. Name another one: --state DIR'],
  ['EACCES', 'write permission for /state'],
])('after %s, a write says what to do', (code, words) => {
  expect(writeFix(code, '/state')).toContain(words)
})

describe('writeStateFile', () => {
  test('given a state written, when the folder is listed, then only the file is there, for its owner alone', async () => {
    await writeStateFile(file, { users: [] })
    await writeStateFile(file, { users: ['ada'] })
    expect(await readdir(join(dir, 'deep'))).toEqual(['users.json'])
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  })

  test('given a path below a file, when written, then the error says that it cannot be', async () => {
    const blocked = join(dir, 'plain')
    await writeFile(blocked, '')
    await chmod(blocked, 0o400)
    await expect(writeStateFile(join(blocked, 'users.json'), {})).rejects.toMatchObject({
      code: 'ERR_STATE_UNWRITABLE',
    })
  })
})
