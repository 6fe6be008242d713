import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { type LocalApi, startLocal } from '../../plugin/testing/index.ts'
import { providerNames } from '../../providers/index.ts'
import { targets } from '../acceptance/targets.ts'
import { runAccept } from '../support/run-accept.ts'
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts'

/** Ends with the name and a time in milliseconds. */
const rowOf = (result: string, name: string) =>
  new RegExp(`^ +${result} +${name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')} +\\d+ ms$`, 'm')

describe.each(providerNames)('the acceptance suite, npm start with provider %s', (provider) => {
  let state: TemporaryFolder
  let api: LocalApi

  beforeAll(async () => {
    state = await temporaryFolder()
    api = await startLocal({ state: state.path, params: { provider } })
  })
  afterAll(async () => {
    await api.close()
    await state.remove()
  })

  test('given two runs of it at once, when they end, then all holds in both, and nobody is left', async () => {
    const junit = join(state.path, 'results', 'acceptance.xml')
    const [first, second] = await Promise.all([
      runAccept(['--state', state.path, '--provider', provider, '--junit', junit]),
      runAccept(['--state', state.path, '--url', api.url]),
    ])

    expect(first.output).toContain('50 passed, 0 failed')
    expect([first.code, second.code]).toEqual([0, 0])
    expect(await readFile(junit, 'utf8')).toMatch(/<testcase name="no token: 401 on every route"/)
    const { users } = JSON.parse(await readFile(join(state.path, 'users.json'), 'utf8'))
    expect(users).toEqual([])
  })

  test('given another provider is named, when it runs, then the rows that name it fail', async () => {
    const { code, output } = await runAccept(['--state', state.path, '--provider', 'google'])

    expect(code).toBe(1)
    expect(output).toMatch(rowOf('FAILED', 'id token: 200, the user, no scopes'))
    expect(output).toContain('48 passed, 2 failed')
  })
})

describe('the acceptance suite', () => {
  const servers: Server[] = []
  afterEach(() => {
    for (const server of servers.splice(0)) server.close().closeAllConnections()
  })

  async function serve(listener: RequestListener): Promise<string> {
    const server = createServer(listener).listen(0, '127.0.0.1')
    servers.push(server)
    await once(server, 'listening')
    return `http://127.0.0.1:${(server.address() as { port: number }).port}`
  }

  const opaque = { id: 'a.b.c', access: 'a.b.c', accessWithoutScope: 'a.b.c', client: 'a.b.c' }
  const tokens = JSON.stringify({ ada: opaque, bob: opaque })

  test.each([
    ['lets everybody in', 200, '{"principal":{},"profile":null}'],
    ['lets nobody in', 401, '{"message":"Unauthorized"}'],
    ['fails', 500, '{"message":"Internal Server Error"}'],
  ])('given a service that %s, when it runs, then it fails, and says where', async (_what, status, body) => {
    const url = await serve((_request, response) => response.writeHead(status).end(body))

    const { code, output } = await runAccept(['--url', url, '--tokens', tokens])

    expect(code).toBe(1)
    expect(output).toMatch(/\d passed, [1-9]\d failed/)
    expect(output).not.toContain('a.b.c')
  })

  test('given no tokens, when it runs, then what takes none is checked, and the rest reported as not checked', async () => {
    const url = await serve((_request, response) => response.writeHead(401).end('{"message":"Unauthorized"}'))

    const { output } = await runAccept(['--url', url, '--tokens', '{"ada":{}}'])

    expect(output).toMatch(rowOf('ok', 'no token: 401 on every route'))
    expect(output).toMatch(rowOf('not checked', 'id token: 200, the user, no scopes'))
    expect(output).toContain('no id token available')
  })

  test('given a target that differs, when it does, then that is reported with the reason; the same on AWS fails', async () => {
    const url = await serve((_request, response) => response.writeHead(401).end('{"message":"Unauthorized"}'))
    const args = ['--url', url, '--tokens', '{"ada":{}}']

    const [there, onAws] = [await runAccept([...args, '--target', 'ministack']), await runAccept(args)]

    const row = 'no token: the challenge is the bare scheme'
    expect(there.output).toMatch(rowOf('differs', row))
    expect(there.output).toContain(targets.ministack[row])
    expect(onAws.output).toMatch(rowOf('FAILED', row))
  })

  test('given nothing that answers, when it runs, then it says so once and ends with 2', async () => {
    const { code, output } = await runAccept(['--url', 'http://127.0.0.1:1', '--tokens', tokens])

    expect(code).toBe(2)
    expect(output).toContain('http://127.0.0.1:1 cannot be reached')
  })

  test('given no local run, when it runs without a url, then it says how to start one and ends with 2', async () => {
    const state = await temporaryFolder()
    const { code, output } = await runAccept(['--state', state.path])
    await state.remove()

    expect(code).toBe(2)
    expect(output).toContain('npx serverless local')
  })

  test('given --help, when it runs, then it tells every option and ends with 0', async () => {
    const { code, output } = await runAccept(['--help'])

    expect(code).toBe(0)
    for (const option of ['--url', '--provider', '--tokens', '--junit', '--target'])
      expect(output).toContain(option)
  })

  test('given the differences of a target, when read, then each names a check that there is', async () => {
    const folder = join(import.meta.dirname, '..', 'acceptance', 'checks')
    const sources = await Promise.all(
      (await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')),
    )

    for (const name of Object.keys(targets.ministack)) expect(sources.join('\n')).toContain(name)
  })
})
