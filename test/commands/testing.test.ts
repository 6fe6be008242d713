import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { decodeJwt } from 'jose'
import { type LocalApi, startLocal } from '../../plugin/testing/index.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

jest.setTimeout(120_000)

const dir = join(import.meta.dirname, '..', '..')
const json = { 'content-type': 'application/json' }
const profileOf = async (api: LocalApi, user: string) =>
  ((await (await api.fetch('/profile', { user })).json()) as { profile: object | null }).profile
const write = (api: LocalApi, user: string, displayName: string) =>
  api.fetch('/profile', { user, method: 'POST', headers: json, body: JSON.stringify({ displayName }) })

describe('two runs of one service in one process', () => {
  let cognito: LocalApi
  let auth0: LocalApi

  beforeAll(async () => {
    ;[cognito, auth0] = await Promise.all([
      startLocal({ dir }),
      startLocal({ dir, params: { provider: 'auth0' }, stage: 'test' }),
    ])
  })

  beforeEach(() => Promise.all([cognito.reset(), auth0.reset()]))

  afterAll(() => Promise.all([cognito?.close(), auth0?.close()]))

  test('each has its own address, provider, users and rows', async () => {
    expect((await write(cognito, 'ada', 'Ada')).status).toBe(201)

    expect(await profileOf(cognito, 'ada')).toMatchObject({ displayName: 'Ada' })
    expect(await profileOf(auth0, 'ada')).toBeNull()
    expect(decodeJwt(await auth0.token())).toMatchObject({
      iss: `${auth0.consoleUrl}/`,
      azp: expect.anything(),
    })
    expect(decodeJwt(await cognito.token())).toMatchObject({ token_use: 'access' })
  })

  test('a token is made as asked', async () => {
    const token = await cognito.token({ user: 'bob@example.com', use: 'id', groups: ['admin'] })

    expect(decodeJwt(token)).toMatchObject({ email: 'bob@example.com', 'cognito:groups': ['admin'] })
    expect((await cognito.fetch('/profile', { token, method: 'DELETE' })).status).toBe(403)
    expect((await cognito.fetch('/profile', { token: { scopes: [] }, method: 'DELETE' })).status).toBe(403)
    expect(
      (await cognito.fetch('/profile', { token: { scopes: ['profile.delete'] }, method: 'DELETE' })).status,
    ).toBe(204)
  })

  test('a refused request is there with its reason', async () => {
    expect((await auth0.fetch('/profile')).status).toBe(401)
    expect((await auth0.fetch('/profile?a=1', { token: { broken: 'expired' } })).status).toBe(401)

    expect(await auth0.requests()).toMatchObject([
      { status: 401, why: 'refused at identity source' },
      {
        target: '/profile?a=1',
        routeKey: 'GET /profile',
        why: 'refused at exp',
        explanation: { outcome: 'refused' },
      },
    ])
  })

  test('the header of a broken token is sent as it is, without a second Bearer', async () => {
    await auth0.fetch('/profile', { token: { broken: 'basic' } })

    const [request] = await auth0.requests()
    expect(request?.requestHeaders).toContainEqual(['authorization', expect.stringMatching(/^Basic /)])
  })

  test('an accepted request is there with the event that the function received, and its lines are in the log', async () => {
    await cognito.fetch('/profile', { user: 'ada' })

    expect(await cognito.requests()).toMatchObject([
      { status: 200, why: null, event: { routeKey: 'GET /profile' } },
    ])
    expect((await cognito.logs()).join('\n')).toMatch(/\[getProfileInfo\] .*\n200 GET \/profile /)
  })

  test('users are added and listed', async () => {
    const ada = {
      ...{ email: 'ada@example.com', groups: ['admin'], permissions: [], claims: {} },
      ...{ hasPassword: true, declaredIn: null },
    }
    expect(
      await cognito.users.add({
        email: 'Ada',
        groups: ['admin'],
        permissions: [],
        password: 'correct horse',
      }),
    ).toEqual(ada)

    expect(await cognito.users.list()).toEqual([ada])
    expect(decodeJwt(await cognito.token({ user: 'ada' }))).toMatchObject({
      'cognito:groups': ['admin'],
      scope: 'openid profile email',
    })
  })

  test.each([
    [{ email: 'ada@example.com' }, 'ada@example.com is already a user.'],
    [{ email: 'bob', password: 'short' }, '"password" must have at least 8 characters.'],
    [{ email: 'bob', permissions: ['fly'] }, 'No such scope: fly. Available: profile.delete.'],
    [{ email: 'b b' }, '"email" must be an email address, or the part before its @.'],
  ])('rejects the user %j', async (user, message) => {
    await cognito.users.add({ email: 'ada' })
    await expect(cognito.users.add(user)).rejects.toMatchObject({ code: 'ERR_REQUEST_REFUSED', message })
  })

  test('a reset empties rows, requests, lines and users, of this run alone', async () => {
    await Promise.all([write(cognito, 'ada', 'Ada'), write(auth0, 'ada', 'Ada')])
    await cognito.reset()

    expect(await cognito.users.list()).toEqual([])
    expect(await cognito.requests()).toEqual([])
    expect(await cognito.logs()).toEqual([])
    expect(await profileOf(cognito, 'ada')).toBeNull()
    expect(await profileOf(auth0, 'ada')).toMatchObject({ displayName: 'Ada' })
  })

  test.each([
    [
      'an unknown broken token, with the list',
      { broken: 'rotten' as 'expired' },
      /no broken token "rotten".* expired,/,
    ],
    ['an unknown scope', { scopes: ['fly'] }, /No such scope: fly/],
  ])('rejects %s', async (_what, options, message) => {
    await expect(cognito.token(options)).rejects.toThrow(message)
  })

  test('rejects a path that is none', async () => {
    await expect(cognito.fetch('profile')).rejects.toMatchObject({ code: 'ERR_OPTION_INVALID' })
  })
})

describe('a start', () => {
  test('that fails shows the words of the run itself', async () => {
    await expect(startLocal({ dir, params: { provider: 'keycloak' } })).rejects.toMatchObject({
      code: 'ERR_START_FAILED',
      message: expect.stringMatching(
        /ended with code 1:\n\n {2}Unknown provider "keycloak". Known ones:.*NAME\.$/s,
      ),
    })
  })

  test('that takes too long is given up', async () => {
    await expect(startLocal({ dir, timeoutMs: 1 })).rejects.toThrow('was not up within 1 ms')
  })

  test('on a state folder in use is rejected, in this process and from another', async () => {
    const state = await temporaryFolder()
    const [first, second] = await Promise.allSettled([
      startLocal({ dir, state: state.path }),
      startLocal({ dir, state: state.path }),
    ])
    const program = `await (await import('./plugin/testing/index.ts')).startLocal({ state: ${JSON.stringify(state.path)} })`
    const elsewhere = await run(program).catch((error: Error) => error.message)
    if (first.status === 'fulfilled') await first.value.close()

    expect(second).toMatchObject({
      reason: { code: 'ERR_ALREADY_RUNNING', message: expect.stringContaining('leave out `state`') },
    })
    expect(elsewhere).toContain(`already uses the state folder ${state.path}`)
    // It can be used again.
    await using again = await startLocal({ dir, state: state.path })
    expect(again.url).toContain('localhost')
    expect(existsSync(join(state.path, 'keys.json'))).toBe(true)
    await again.close()
    await state.remove()
  })
})

test('a run that accepts the tokens of a real tenant makes none, good or broken', async () => {
  await using api = await startLocal({
    dir,
    args: ['--issuer', 'https://example.eu.auth0.com/', '--audience', 'api'],
  })

  await expect(api.token({ broken: 'expired' })).rejects.toMatchObject({ code: 'ERR_NO_ISSUER' })
  await expect(api.requests()).rejects.toMatchObject({ code: 'ERR_NO_ISSUER' })
  expect((await api.fetch('/profile')).status).toBe(401)
  expect((await api.logs()).at(-1)).toContain('401 GET /profile')
})

describe('the end', () => {
  const own = () =>
    readdir(tmpdir()).then((names) => names.filter((name) => name.startsWith('claimcheck-test-')))

  test('a closed run says so', async () => {
    const api = await startLocal({ dir })
    await api.close()
    await api.close()

    await expect(api.token()).rejects.toMatchObject({ code: 'ERR_NOT_RUNNING' })
    await expect(api.fetch('/profile')).rejects.toThrow(/This run has ended .*Stopping\./s)
  })

  test.each([
    ['that never closes it', ''],
    ['that is killed', "process.kill(process.pid, 'SIGKILL')"],
  ])('a run ends with a process %s, and leaves nothing', async (_how, end) => {
    const before = await own()
    const { stdout } = await run(`
      const { startLocal } = await import('./plugin/testing/index.ts')
      const api = await startLocal()
      await api.fetch('/profile', { user: 'ada' })
      console.log(api.url)
      ${end}
    `).catch((error: { stdout: string }) => error)

    await untilGone(async () => (await own()).filter((name) => !before.includes(name)))
    await expect(fetch(stdout.trim())).rejects.toThrow('fetch failed')
  })
})

/** Runs a module in a process of its own, in the project. */
function run(program: string) {
  return promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], { cwd: dir })
}

async function untilGone(find: () => Promise<readonly unknown[]>): Promise<void> {
  const deadline = performance.now() + 20_000
  while ((await find()).length > 0) {
    if (performance.now() > deadline) throw new Error('It is still there.')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
