import { cp, readFile, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { decodeJwt } from 'jose'
import { freePort, type LocalRun, runServerless, spawnLocalRun, startLocalRun } from '../support/local-run.ts'
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts'

const projectDir = join(import.meta.dirname, '..', '..')

// Each test starts the whole service, some twice: a busy machine takes its time.
jest.setTimeout(120_000)

describe('serverless local', () => {
  let state: TemporaryFolder
  const runs: LocalRun[] = []

  beforeEach(async () => {
    state = await temporaryFolder()
  })

  afterEach(async () => {
    await Promise.all(runs.splice(0).map((run) => run.stop('SIGKILL')))
    await state.remove()
  })

  async function start(options: Partial<Parameters<typeof startLocalRun>[0]> = {}): Promise<LocalRun> {
    const run = await startLocalRun({ stateDir: state.path, ...options })
    runs.push(run)
    return run
  }

  async function profileOf(run: LocalRun, method = 'GET', body?: object) {
    const token = await run.token({ use: 'id', user: 'ada@example.com' })
    const response = await fetch(`${run.apiUrl}/profile`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    return { status: response.status, token, answer: (await response.json()) as Record<string, unknown> }
  }

  test('given a run that made a profile, when it is killed and started again, then user, token and row are there', async () => {
    const first = await start()
    const ports = [Number(new URL(first.apiUrl).port), Number(new URL(first.consoleUrl).port)] as const
    const made = await profileOf(first, 'POST', { displayName: 'Ada' })
    await first.stop('SIGKILL')

    const second = await start({ ports })
    const read = await profileOf(second)
    const withOldToken = await fetch(`${second.apiUrl}/profile`, {
      headers: { authorization: `Bearer ${made.token}` },
    })

    expect(made.status).toBe(201)
    expect(read.answer).toMatchObject({ profile: { displayName: 'Ada' } })
    expect(withOldToken.status).toBe(200)
  })

  test('given a run, when Ctrl-C is pressed, then everything ends, without an error and without a port left open', async () => {
    const run = await start()

    const end = await run.stop('SIGINT')

    expect(end).toEqual({ code: 0, signal: null })
    await expect(fetch(run.apiUrl)).rejects.toThrow()
    await expect(fetch(run.consoleUrl)).rejects.toThrow()
    await expect(run.token({})).rejects.toMatchObject({ code: 'ERR_NOT_RUNNING' })
  })

  test.each([
    ['API', 0, '--port'],
    ['console', 1, '--console-port'],
  ])(
    'given the port of the %s is taken, when started, then it says which, what to do, and ends with 1',
    async (_what, index, option) => {
      const other = createServer().listen(0, 'localhost')
      await new Promise((resolve) => other.once('listening', resolve))
      const { port } = other.address() as { port: number }
      const ports: [number, number] = [await freePort(), await freePort()]
      ports[index] = port

      const run = await spawnLocalRun({ stateDir: state.path, ports })
      runs.push(run)
      await run.printed(option)
      await new Promise((resolve) => run.process.once('close', resolve))

      expect(run.output()).toContain(`${port}`)
      expect(run.process.exitCode).toBe(1)
      other.close()
    },
  )

  test('given a run, when a second one is started on its state, then it is refused and the first goes on', async () => {
    const first = await start()

    const second = await spawnLocalRun({ stateDir: state.path })
    runs.push(second)
    await new Promise((resolve) => second.process.once('close', resolve))

    expect(second.process.exitCode).toBe(1)
    expect(second.output()).toContain('--state')
    expect((await profileOf(first)).status).toBe(200)
  })

  test('given --fresh beside a run, when started on its state, then nothing of the run is deleted', async () => {
    const first = await start()
    await profileOf(first, 'POST', { displayName: 'Ada' })

    const second = await spawnLocalRun({ stateDir: state.path, args: ['--fresh'] })
    runs.push(second)
    await new Promise((resolve) => second.process.once('close', resolve))

    expect(second.process.exitCode).toBe(1)
    expect((await profileOf(first)).answer).toMatchObject({ profile: { displayName: 'Ada' } })
  })

  test('given --fresh, when started after a run that made a profile, then the profile is forgotten', async () => {
    const first = await start()
    await profileOf(first, 'POST', { displayName: 'Ada' })
    await first.stop()

    const second = await start({ args: ['--fresh'] })

    expect((await profileOf(second)).answer).toMatchObject({ profile: null })
  })

  test('given a users file that is damaged, when started, then it names the file and what to do, and leaves it alone', async () => {
    const users = join(state.path, 'users.json')
    await writeFile(users, '{ "users": [')

    const run = await spawnLocalRun({ stateDir: state.path })
    runs.push(run)
    await new Promise((resolve) => run.process.once('close', resolve))

    expect(run.process.exitCode).toBe(1)
    expect(run.output()).toContain(users)
    expect(run.output()).toContain('--fresh')
    expect(await readFile(users, 'utf8')).toBe('{ "users": [')
  })

  test.each([
    ['does not build', 'export const handler = (', 'get-profile-info'],
    ['throws when it is loaded', "throw new Error('no settings')", 'no settings'],
  ])(
    'given a handler that %s, when called, then it is 500, the console says why, and the others answer',
    async (_what, source, words) => {
      const service = await copyOfService()
      await writeFile(join(service.path, 'src', 'profile', 'get-profile-info.ts'), source)

      const run = await start({ dir: service.path })
      const [broken, whole] = [await profileOf(run), await profileOf(run, 'POST', { displayName: 'Ada' })]

      expect(broken).toMatchObject({ status: 500, answer: { message: 'Internal Server Error' } })
      expect(run.output()).toContain(words)
      expect(whole.status).toBe(201)
      await run.stop()
      await service.remove()
    },
  )

  test('given wrong options, when started, then each is refused by name', async () => {
    const [port, tenant] = await Promise.all([
      runServerless(['local', '--port', 'eighty']),
      runServerless(['local', '--issuer', 'https://example.eu.auth0.com/']),
    ])

    expect(port).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/^--port is "eighty"/) })
    expect(tenant).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^--issuer and --audience/),
    })
  })
})

describe('serverless token', () => {
  test('given a run, when a token is asked for, then it is alone on stdout and as asked for', async () => {
    const state = await temporaryFolder()
    const run = await startLocalRun({ stateDir: state.path })

    const asked = [
      '--user',
      'bo@example.com',
      '--group',
      'admin',
      '--group',
      'staff',
      '--scope',
      'profile.delete',
    ]
    const { code, stdout } = await runServerless([
      'token',
      '--state',
      state.path,
      '--use',
      'access',
      ...asked,
    ])
    await run.stop()
    await state.remove()

    expect(code).toBe(0)
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/)
    expect(decodeJwt(stdout)).toMatchObject({
      token_use: 'access',
      scope: 'claimcheck/profile.delete',
      'cognito:groups': ['admin', 'staff'],
    })
  })

  test('given no run, when a token is asked for, then it says how to start one and ends with 1', async () => {
    const state = await temporaryFolder()

    const finished = await runServerless(['token', '--state', state.path])
    await state.remove()

    expect(finished).toEqual({
      code: 1,
      stdout: '',
      stderr: 'No local run found. Start one in another terminal: npx serverless local\n',
    })
  })
})

/** The service in a folder of its own, where a test may break it. */
async function copyOfService(): Promise<TemporaryFolder> {
  const folder = await temporaryFolder()
  for (const name of [
    'serverless.yml',
    'package.json',
    'config',
    'providers',
    'authorizer',
    'events',
    'tokens',
    'src',
    'plugin',
  ])
    await cp(join(projectDir, name), join(folder.path, name), { recursive: true })
  await symlink(join(projectDir, 'node_modules'), join(folder.path, 'node_modules'))
  return folder
}
