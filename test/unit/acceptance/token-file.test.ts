import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { UnsecuredJWT } from 'jose'
import { readTokens } from '../../acceptance/users/token-file.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts'

const nowMs = 1767225600_000
const lasting = new UnsecuredJWT({}).setExpirationTime(nowMs / 1000 + 60).encode()
const expired = new UnsecuredJWT({}).setExpirationTime(nowMs / 1000).encode()

describe('readTokens', () => {
  let folder: TemporaryFolder
  beforeAll(async () => {
    folder = await temporaryFolder()
  })
  afterAll(() => folder.remove())

  test('given JSON, when read, then each has what it has, and no more', async () => {
    const { ada, bob } = await readTokens(JSON.stringify({ ada: { id: lasting, client: 'opaque' } }), nowMs)
    expect(await ada.token('id')).toBe(lasting)
    expect(await ada.token('client')).toBe('opaque')
    expect(await ada.token('access')).toBeUndefined()
    expect(await bob.token('id')).toBeUndefined()
  })

  test('given the name of a file, when read, then it is the JSON in it', async () => {
    const file = join(folder.path, 'tokens.json')
    await writeFile(file, JSON.stringify({ ada: {}, bob: { access: lasting } }))
    const { bob } = await readTokens(file, nowMs)
    expect(await bob.token('access')).toBe(lasting)
  })

  test.each([
    ['a file that is not there', 'no-such-file.json', 'ENOENT'],
    ['half of JSON', '{"ada":', 'shape'],
    ['nobody', '{}', 'at ada'],
    ['an unknown kind', '{"ada":{"refresh":"x"}}', 'accessWithoutScope'],
    ['an unknown person', '{"ada":{},"eve":{}}', 'shape'],
    [
      'a token that has expired',
      JSON.stringify({ ada: { id: lasting, access: expired } }),
      'ada.access has expired',
    ],
  ])(
    'given %s, when read, then it is refused with what is wrong, and no token',
    async (_what, given, named) => {
      const refusal = await readTokens(given, nowMs).catch((error: Error) => error)
      expect(refusal).toMatchObject({ name: 'UserError', message: expect.stringContaining(named) })
      expect((refusal as Error).message).not.toContain(lasting)
    },
  )
})
