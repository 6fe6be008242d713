import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { startLocal } from '../../plugin/testing/index.ts'
import { runServerless } from '../support/local-run.ts'
import { writeService } from '../support/service-fixture.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'claimcheck-access-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('serverless access', () => {
  test('shows the table, and compares it with an earlier one', async () => {
    const shown = await runServerless(['access'])
    const { stdout: json } = await runServerless(['access', '--json'])
    const before = join(folder, 'before.json')
    await writeFile(before, json)
    const same = await runServerless(['access', '--against', before])

    const closed = JSON.parse(json)
    closed[1].machineToken = { kind: 'refused', status: 403 }
    await writeFile(before, JSON.stringify(closed))
    const opened = await runServerless(['access', '--against', before])

    expect(shown.stdout).toMatch(/DELETE \/profile +401 +403 +with scope claimcheck\/profile\.delete/)
    expect(same).toMatchObject({ code: 0, stdout: expect.stringContaining('Nobody may call more or less') })
    expect(opened.code).toBe(1)
    expect(opened.stdout).toContain('opened  GET /profile, machine token: 403 -> allowed')
  })

  test.each([
    ['a file that is not there', 'nowhere.json'],
    ['a file that is no table', 'package.json'],
  ])('rejects %s, saying how to write one', async (_, name) => {
    const { code, stdout, stderr } = await runServerless(['access', '--against', name])
    expect(code).toBe(1)
    expect(stdout + stderr).toContain(`serverless access --json > ${name}`)
  })
})

describe('serverless access --verify', () => {
  test('calls every route of the running service for every cell, and writes nothing', async () => {
    const api = await startLocal({ state: folder })
    const args = ['access', '--verify', '--state', folder]
    const shown = await runServerless(args)
    const { stdout: json } = await runServerless([...args, '--json'])
    await api.close()

    expect(shown).toMatchObject({ code: 0 })
    expect(shown.stdout).toMatch(/POST \/profile +401 +400 +400 +403\n/)
    expect(JSON.parse(json)[1]).toMatchObject({
      routeKey: 'GET /profile',
      cells: { noToken: { verdict: 'holds', calls: [{ status: 401 }] } },
    })
  }, 60_000)

  test('ends with 1 where the service answers as the table does not say', async () => {
    const service = await writeService(
      `provider:
  name: aws
  runtime: nodejs24.x
  httpApi:
    authorizers:
      jwt: { identitySource: $request.header.Authorization, issuerUrl: 'https://acme.eu.auth0.com/', audience: [api] }
functions: { list: { handler: list.handler, events: [{ httpApi: { method: GET, path: /x, authorizer: jwt } }] } }
`,
      // It says that it requires a group, and does not look.
      {
        'list.cjs': `const handler = async () => ({ statusCode: 200 })
const requirements = { auth: { groups: ['staff'] } }
exports.handler = Object.defineProperty(handler, Symbol.for('claimcheck.requirements'), { value: requirements })
`,
      },
    )
    const api = await startLocal({ dir: service.path, state: folder })
    const { code, stdout, stderr } = await runServerless(
      ['access', '--verify', '--state', folder],
      service.path,
    )
    await api.close()
    await service.remove()

    expect(code).toBe(1)
    expect(stdout).toMatch(
      /access token without group staff: Expected: refused with 403\. It was let through/,
    )
    expect(stdout + stderr).toMatch(/3 cells are not as the table says/)
  }, 60_000)

  test.each<[string, string[], RegExp]>([
    ['without a run', ['--verify', '--state', 'nowhere'], /No local run found/],
    ['together with --against', ['--verify', '--against', 'x.json'], /give one of them/],
    ['--all alone', ['--all'], /--all goes with --verify/],
  ])('rejects it %s', async (_, args, message) => {
    const { code, stdout, stderr } = await runServerless(['access', ...args])
    expect(code).toBe(1)
    expect(stdout + stderr).toMatch(message)
  })
})
