import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { loadSigningKeys } from '../../../../../../plugin/local/issuer/tokens/signing-keys.ts'

let dir = ''

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'claimcheck-keys-'))
})

afterEach(() => rm(dir, { recursive: true, force: true }))

describe('loadSigningKeys', () => {
  test('given no keys, when loaded twice, then two different keys are made once, for the owner alone', async () => {
    const keys = await loadSigningKeys(dir)
    expect(keys.id.kid).not.toBe(keys.access.kid)
    expect(keys.id.n).not.toBe(keys.access.n)
    expect(await loadSigningKeys(dir)).toEqual(keys)
    expect((await stat(join(dir, 'keys.json'))).mode & 0o777).toBe(0o600)
  })

  test.each(['n', 'e'] as const)(
    'refuses a key whose %s is not its own: its tokens would all be refused',
    async (name) => {
      const keys = await loadSigningKeys(dir)
      const wrong = { ...keys.access, [name]: name === 'e' ? 'Aw' : keys.id[name] }
      const file = join(dir, 'keys.json')
      await writeFile(file, JSON.stringify({ ...keys, access: wrong }))

      await expect(loadSigningKeys(dir)).rejects.toMatchObject({
        code: 'ERR_STATE_DAMAGED',
        message: expect.stringMatching(/keys\.json is damaged: "access" .*one RSA key.*--fresh/),
      })
      expect(JSON.parse(await readFile(file, 'utf8')).access).toEqual(wrong)
    },
  )

  test('refuses two keys of one name', async () => {
    const { id, access } = await loadSigningKeys(dir)
    await writeFile(join(dir, 'keys.json'), JSON.stringify({ id, access: { ...access, kid: id.kid } }))

    await expect(loadSigningKeys(dir)).rejects.toMatchObject({ code: 'ERR_STATE_DAMAGED' })
  })

  test('given a damaged file, when loaded, then the error says so and no key is put in its place', async () => {
    await writeFile(join(dir, 'keys.json'), '{"id":{}}')
    await expect(loadSigningKeys(dir)).rejects.toMatchObject({ code: 'ERR_STATE_DAMAGED' })
    expect(await readFile(join(dir, 'keys.json'), 'utf8')).toBe('{"id":{}}')
  })
})
