import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { commands } from '../../../plugin/index.ts'
import { writeRunState } from '../../../plugin/local/run-state.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts'
import { audience, startTestIssuer, type TestIssuer } from '../../support/test-issuer.ts'

const plugin = join(import.meta.dirname, '..', '..', '..', 'plugin')

let empty: TemporaryFolder
let service: TemporaryFolder
let issuer: TestIssuer
let server: Server
let asked: unknown

beforeAll(async () => {
  ;[empty, service, issuer] = await Promise.all([
    temporaryFolder(),
    temporaryFolder(),
    startTestIssuer({ issuedAt: Math.floor(Date.now() / 1000) - 60 }),
  ])
  server = createServer(async (request, response) => {
    asked = JSON.parse(await text(request))
    response.end('{"token":"a.b.c"}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const authorizer = {
    kind: 'jwt' as const,
    name: 'jwt',
    issuer: issuer.issuer,
    audience: [audience],
    identitySource: '$request.header.Authorization',
  }
  await writeRunState(join(service.path, '.claimcheck'), {
    pid: process.pid,
    provider: 'cognito',
    apiUrl: url,
    consoleUrl: url,
    key: 'key',
    routes: [
      { routeKey: 'GET /things', functionKey: 'list', authorizer, scopes: [] },
      { routeKey: 'DELETE /things', functionKey: 'remove', authorizer, scopes: ['things.delete'] },
    ],
  })
  await mkdir(join(service.path, 'src', 'deep'), { recursive: true })
})

afterAll(async () => {
  server.close()
  await Promise.all([issuer.close(), empty.remove(), service.remove()])
})

interface RunOptions {
  readonly dir?: string
  readonly input?: string
  readonly node?: readonly string[]
}

async function claimcheck(
  args: readonly string[],
  { dir = service.path, input, node = [] }: RunOptions = {},
) {
  const child = spawn(process.execPath, [...node, join(plugin, 'bin.js'), ...args], { cwd: dir })
  child.stdin.end(input)
  const [[code], stdout, stderr] = await Promise.all([
    once(child, 'close'),
    text(child.stdout),
    text(child.stderr),
  ])
  return { code, stdout, stderr }
}

describe('claimcheck token', () => {
  test('prints the token of the run, from any folder of the service', async () => {
    const dir = join(service.path, 'src', 'deep')
    const options = [
      '--use',
      'id',
      '--user',
      'bo@example.com',
      '--group',
      'a',
      '--group',
      'b',
      '--scope',
      's',
    ]

    expect(await claimcheck(['token', ...options], { dir })).toEqual({
      code: 0,
      stdout: 'a.b.c\n',
      stderr: '',
    })
    expect(asked).toEqual({ use: 'id', user: 'bo@example.com', groups: ['a', 'b'], scopes: ['s'] })
  })

  test('finds the run that --state names', async () => {
    const state = ['--state', join(service.path, '.claimcheck')]

    expect(await claimcheck(['token', '--client', ...state], { dir: empty.path })).toMatchObject({ code: 0 })
    expect(asked).toEqual({ use: 'access', client: true })
  })

  test.each([
    [[], /^No local run found\. There is no serverless\.yml .+--state DIR\n$/],
    [['--use', 'refresh'], /^--use is "refresh"; expected id or access\.\n$/],
    [
      ['--usr', 'bo'],
      /^Unknown option --usr\. Did you mean --use\? All options: npx claimcheck token --help\n$/,
    ],
    [['--user'], /^--user requires a value\. All options: npx claimcheck token --help\n$/],
    [['--client=no'], /^--client takes no value\./],
    [['expalin'], /^claimcheck token takes no argument\. Did you mean: npx claimcheck explain TOKEN\?/],
  ])('rejects %j with one sentence and 1', async (args, stderr) => {
    expect(await claimcheck(['token', ...args], { dir: empty.path })).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(stderr),
    })
  })
})

test('claimcheck link prints the link of the console', async () => {
  const { code, stdout, stderr } = await claimcheck(['link'])

  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?key=key\n$/)
  expect(await claimcheck(['link'], { dir: empty.path })).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('No local run found'),
  })
})

describe('claimcheck explain', () => {
  test('ends with 0 for an accepted token and with 1 for a refused one', async () => {
    const token = issuer.token({ claims: { scope: 'things.read' } })
    const [accepted, refused] = await Promise.all([
      claimcheck(['explain', token]),
      claimcheck(['explain', '--route', 'DELETE /things', token]),
    ])

    expect(accepted).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^Accepted/) })
    expect(refused).toMatchObject({
      code: 1,
      stderr: '',
      stdout: expect.stringMatching(/^Refused at: scope/),
    })
    expect(refused.stdout).toContain('route DELETE /things')
  })

  test('reads stdin, and prints JSON with --json', async () => {
    const { code, stdout } = await claimcheck(['explain', '-', '--json'], { input: `${issuer.token()}\n` })

    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'accepted', authorizer: { issuer: issuer.issuer } })
  })

  test('needs no run with --issuer', async () => {
    const trust = ['--issuer', issuer.issuer, '--audience', 'another']
    const { code, stdout } = await claimcheck(['explain', issuer.token(), ...trust], { dir: empty.path })

    expect({ code, stdout }).toEqual({ code: 1, stdout: expect.stringMatching(/^Refused at: aud/) })
  })

  test('ends with 2 for what is not a token', async () => {
    expect(await claimcheck(['explain', 'opaque'])).toMatchObject({ code: 2, stderr: '' })
    expect(await claimcheck(['explain', ''])).toMatchObject({ code: 2, stderr: '' })
  })

  test.each([
    [[], '--state DIR\nOr name the authorizer: --issuer'],
    [['--issuer', 'https://example.com'], '--issuer and --audience go together'],
    [['--held'], 'Unknown option --held. Did you mean --help? All options: npx claimcheck explain --help'],
    [['--nonsense'], 'Unknown option --nonsense. All options: npx claimcheck explain --help'],
    [['another'], 'claimcheck explain takes one TOKEN.'],
    [['--at', 'noon'], '--at is "noon"'],
  ])('rejects %j with 2, and does not repeat the token', async (args, words) => {
    const token = issuer.token()
    const { code, stdout, stderr } = await claimcheck(['explain', token, ...args], { dir: empty.path })

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(words)
    expect(stderr).not.toContain(token)
    expect(stderr).not.toContain('    at ')
  })
})

describe('claimcheck', () => {
  test('--help lists the commands, and each command its options', async () => {
    const [general, token, explain] = await Promise.all([
      claimcheck(['--help']),
      claimcheck(['token', '--help']),
      claimcheck(['explain', '-h']),
    ])

    expect(general).toMatchObject({ code: 0, stdout: expect.stringContaining('claimcheck explain TOKEN') })
    for (const option of ['use', 'client', 'user', 'group', 'scope', 'state'])
      expect(token.stdout).toContain(`  --${option} `)
    for (const option of ['issuer', 'audience', 'route', 'scope', 'at', 'json', 'state'])
      expect(explain.stdout).toContain(`  --${option} `)
  })

  test('the help names every command of the plugin', async () => {
    const { stdout } = await claimcheck(['--help'])

    for (const name of Object.keys(commands)) expect(stdout).toMatch(new RegExp(`\\b${name}\\b`))
  })

  test('--version is that of the package', async () => {
    const { version } = JSON.parse(await readFile(join(plugin, 'package.json'), 'utf8'))

    expect(await claimcheck(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' })
  })

  test('another word is rejected and not repeated: it may be a token', async () => {
    const { code, stderr } = await claimcheck(['eyJx.y.z'])

    expect(code).toBe(1)
    expect(stderr).toMatch(/^There is no such command\. There are: token, explain, local, link, invoke\./)
    expect(stderr).not.toContain('eyJx')
  })

  test.each([
    ['tokn', 'Did you mean: npx claimcheck token?'],
    ['rehearze', 'Did you mean: npx serverless rehearse?'],
    ['preflight', 'preflight is a command of Serverless: npx serverless preflight'],
  ])('%s is nearly a command, or one of Serverless', async (word, stderr) => {
    expect(await claimcheck([word])).toMatchObject({ code: 1, stderr: expect.stringContaining(stderr) })
  })

  test('Node itself reports an --env-file that does not exist, as docs/guide/troubleshooting.md says', async () => {
    expect(await claimcheck(['local', '--env-file', 'none.env'])).toMatchObject({
      code: 9,
      stderr: expect.stringMatching(/node: none\.env: not found\n$/),
    })
  })

  test('--help ends quietly when its reader has closed the pipe', async () => {
    const child = spawn(process.execPath, [join(plugin, 'bin.js'), '--help'])
    child.stdout.destroy()
    const [[code], stderr] = await Promise.all([once(child, 'close'), text(child.stderr)])

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })

  test.each([
    [() => empty.path, 'There is no serverless.yml (or serverless.ts, .js, .json) in this folder'],
    [() => service.path, 'serverless.ts: npx serverless local'],
  ])('local without a template says what there is', async (dir, stderr) => {
    await writeFile(join(service.path, 'serverless.ts'), '')

    expect(await claimcheck(['local'], { dir: dir() })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(stderr),
    })
  })

  test('local rejects a provider that is none, before it reads the template', async () => {
    const args = ['local', '--template', 'nowhere.json', '--param', 'provider=nobody']

    expect(await claimcheck(args)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^Unknown provider "nobody"\. Known ones: cognito, /),
    })
  })

  test.each([
    ['22.17.1', 'explain', 2],
    ['20.19.0', 'token', 1],
  ])('under Node %s, %s says in one sentence which Node it needs', async (version, command, code) => {
    const pretend = `Object.defineProperty(process, 'versions', { value: { node: '${version}' } })`

    expect(
      await claimcheck([command], {
        node: ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`],
      }),
    ).toEqual({
      code,
      stdout: '',
      stderr: `claimcheck needs Node 22.18 or newer; this is Node ${version}.\n`,
    })
  })
})
