import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import {
  assertNoOtherRun,
  findRun,
  findStateDir,
  type RunState,
  readRunState,
  removeRunState,
  writeRunState,
} from '../../../../plugin/local/run-state.ts'
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts'

let folder: TemporaryFolder
let stateDir: string
let server: Server
let state: RunState

beforeEach(async () => {
  folder = await temporaryFolder()
  stateDir = join(folder.path, 'state')
  server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  state = {
    pid: process.pid,
    provider: 'okta',
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    consoleUrl: 'http://localhost:3001',
    key: 'secret',
    routes: [
      {
        routeKey: 'GET /a',
        functionKey: 'a',
        authorizer: { kind: 'jwt', name: 'jwt', issuer: 'i', audience: ['a'], identitySource: 's' },
        scopes: ['read'],
      },
      { routeKey: 'GET /open', functionKey: 'a', authorizer: undefined, scopes: [] },
      { routeKey: 'GET /signed', functionKey: 'a', authorizer: { kind: 'iam' }, scopes: [] },
      {
        routeKey: 'GET /asked',
        functionKey: 'a',
        authorizer: {
          kind: 'request',
          name: 'own',
          functionKey: 'auth',
          payloadFormat: '2.0',
          simpleResponses: true,
          identitySources: ['s'],
          resultTtlSeconds: 0,
        },
        scopes: [],
      },
    ],
  }
})

afterEach(async () => {
  server.close()
  await folder.remove()
})

const mode = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)

describe('the run state', () => {
  test('is read as it was written', async () => {
    await writeRunState(stateDir, state)

    expect(await readRunState(stateDir)).toEqual(state)
    await expect(assertNoOtherRun(stateDir)).rejects.toMatchObject({
      code: 'ERR_ALREADY_RUNNING',
      message: expect.stringMatching(new RegExp(`kill ${process.pid}\n.+--state DIR`)),
    })
  })

  test('is in a folder and a file for their owner only, and no draft is left', async () => {
    await writeRunState(stateDir, state)
    await writeRunState(stateDir, state)

    expect(await mode(stateDir)).toBe('700')
    expect(await mode(join(stateDir, 'run.json'))).toBe('600')
    expect((await readdir(stateDir)).toSorted()).toEqual(['.gitignore', 'run.json'])
  })

  test.each<[string, Partial<Record<keyof RunState, unknown>>]>([
    ['has ended', { pid: 2 ** 22 + 1 }],
    ['serves no more', { apiUrl: 'http://127.0.0.1:1' }],
  ])('that %s is no run', async (_what, changes) => {
    await writeRunState(stateDir, { ...state, ...changes } as RunState)

    await expectNoRun()
  })

  test.each<[string, (text: string) => string]>([
    ['empty', () => ''],
    ['half written', (text) => text.slice(0, 100)],
    ['null', () => 'null'],
    ['a list', () => '[]'],
    ['of another program', () => '{"run":{"id":7}}'],
    ['with a process group for a pid', (text) => change(text, { pid: -1 })],
    ['with text for a pid', (text) => change(text, { pid: '17' })],
    ['with another host', (text) => change(text, { apiUrl: 'http://example.com' })],
    ['with a console on another host', (text) => change(text, { consoleUrl: 'https://example.com' })],
    ['without routes', (text) => change(text, { routes: undefined })],
    ['with a route without scopes', (text) => change(text, { routes: [{ routeKey: 'GET /a' }] })],
    [
      'with half an authorizer',
      (text) =>
        change(text, {
          routes: [{ routeKey: 'GET /a', scopes: [], authorizer: { kind: 'jwt', name: 'jwt' } }],
        }),
    ],
  ])('that is %s is no run', async (_what, damage) => {
    await writeRunState(stateDir, state)
    const file = join(stateDir, 'run.json')
    await writeFile(file, damage(await readFile(file, 'utf8')))

    await expectNoRun()
  })

  test('that is a folder is no run', async () => {
    await mkdir(join(stateDir, 'run.json'), { recursive: true })

    await expectNoRun()
  })

  test('is gone once removed, and removing it twice is fine', async () => {
    await writeRunState(stateDir, state)
    await removeRunState(stateDir)
    await removeRunState(stateDir)

    await expectNoRun()
  })

  async function expectNoRun(): Promise<void> {
    expect(await findRun(stateDir)).toBeUndefined()
    await expect(assertNoOtherRun(stateDir)).resolves.toBeUndefined()
    await expect(readRunState(stateDir)).rejects.toMatchObject({
      code: 'ERR_NOT_RUNNING',
      message: 'No local run found. Start one in another terminal: npx serverless local',
    })
  }
})

describe('the state folder', () => {
  test('of the nearest run, in a folder or above it', async () => {
    const [inner, innermost] = [join(folder.path, 'a'), join(folder.path, 'a', 'b')]
    await mkdir(innermost, { recursive: true })
    await writeRunState(join(folder.path, '.claimcheck'), state)

    expect(findStateDir('.claimcheck', innermost)).toBe(join(folder.path, '.claimcheck'))
    await writeRunState(join(inner, '.claimcheck'), state)
    expect(findStateDir('.claimcheck', innermost)).toBe(join(inner, '.claimcheck'))
  })

  test('without a run, or by its whole path: itself', () => {
    expect(findStateDir('.claimcheck', folder.path)).toBe(join(folder.path, '.claimcheck'))
    expect(findStateDir(stateDir, '/')).toBe(stateDir)
  })
})

function change(text: string, changes: object): string {
  return JSON.stringify({ ...JSON.parse(text), ...changes })
}
