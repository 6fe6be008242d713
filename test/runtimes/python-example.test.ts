import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from '@jest/globals'
import { startLocal } from '../../plugin/testing/index.ts'
import { providerNames } from '../../providers/index.ts'

const projectDir = join(import.meta.dirname, '..', '..')
const dir = join(projectDir, 'examples', 'python')

test("the Python example's own tests pass", async () => {
  const args = ['-B', '-m', 'unittest', 'discover', '-s', '.', '-t', '.']
  const { stderr } = await promisify(execFile)('python3', args, { cwd: dir })

  expect(stderr).toMatch(/Ran \d+ tests in .+\n\nOK/)
})

describe.each(providerNames)('the Python example, provider %s', (provider) => {
  test('serves both tokens of a user as one caller, and refuses what is none', async () => {
    await using api = await startLocal({ dir, params: { provider } })
    const call = async (method: string, token?: string, body?: unknown) => {
      const response = await api.fetch('/profile', {
        method,
        token,
        headers: { 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      return { status: response.status, body: await response.json() }
    }
    const [id, access, machine] = await Promise.all([
      api.token({ use: 'id' }),
      api.token(),
      api.token({ client: true }),
    ])

    expect(await call('GET')).toEqual({ status: 401, body: { message: 'Unauthorized' } })
    expect(await call('GET', `${id}x`)).toMatchObject({ status: 401 })
    expect(await call('POST', id, { displayName: 'Ada' })).toMatchObject({ status: 201 })
    expect(await call('GET', access)).toMatchObject({
      status: 200,
      body: {
        principal: { provider, tokenUse: 'access', kind: 'user', email: null },
        profile: { displayName: 'Ada' },
      },
    })
    expect(await call('GET', id)).toMatchObject({
      status: 200,
      body: { principal: { provider, tokenUse: 'id', email: 'alice@example.com' } },
    })
    expect(await call('POST', access, { name: 'Ada' })).toMatchObject({
      status: 422,
      body: { code: 'ERR_BODY_INVALID' },
    })
    expect(await call('POST', machine, { displayName: 'Bot' })).toMatchObject({ status: 403 })
  }, 120_000)
})
