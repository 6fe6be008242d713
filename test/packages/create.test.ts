import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { providerNames } from '../../providers/registry.ts'
import { readGuide } from './guide-page.ts'
import { type Finished, packagesFolder, runIn } from './in-folder.ts'
import { type InstalledRun, startRun } from './start-run.ts'
import { type UserNpm, userNpm } from './user-npm.ts'

const program = join(packagesFolder(), 'osls', 'node_modules', 'create-claimcheck', 'bin.js')
const page = await readGuide('quick-start.md')
const [create = '', , ...calls] = page.shell

/** What a deploy of each has to be told. */
const values: Readonly<Record<string, readonly string[]>> = {
  cognito: [],
  auth0: ['AUTH0_DOMAIN=notes.eu.auth0.com', 'AUTH0_AUDIENCE=https://api.example.com/notes'],
  okta: ['OKTA_DOMAIN=dev-123456.okta.com', 'OKTA_AUDIENCE=api://notes'],
  oidc: ['OIDC_ISSUER=https://id.example.com/realms/main', 'OIDC_AUDIENCE=notes'],
}

/** The page makes the one of Auth0; the others share its packages. */
const folderOf = (provider: string) => (provider === 'auth0' ? 'my-api' : `${provider}-api`)

let npm: UserNpm
let created: Finished

beforeAll(async () => {
  npm = await userNpm()
  created = await npm.run('.', 'sh', '-euc', create.replace('npm create', 'npm create --yes'))
  for (const provider of providerNames.filter((name) => name !== 'auth0')) {
    await runIn(npm.dir, 'node', program, folderOf(provider), '--provider', provider, '--no-install')
    await symlink(join(npm.dir, 'my-api', 'node_modules'), join(npm.dir, folderOf(provider), 'node_modules'))
  }
}, 300_000)
afterAll(() => npm.remove())

describe('npm create claimcheck', () => {
  test('installs the packages, runs the tests and says the next two commands', async () => {
    expect(created).toMatchObject({ code: 0 })
    expect(created.output).toMatch(/Created my-api: \d+ files\.\n/)
    expect(created.output).toMatch(/Packages installed in \d+ s\.\n/)
    expect(created.output).toMatch(/Tests passed in \d+ s\.\n\nNext:\n {2}cd my-api\n {2}npm start\n$/)
    expect((await readdir(npm.dir)).filter((name) => name.startsWith('.'))).toEqual([])
  })

  test('leaves types and style clean', async () => {
    const { code, output } = await npm.runOffline('my-api', 'npm', 'run', 'lint')

    expect({ code, output }).toMatchObject({ code: 0 })
  })

  test('makes tests that fail when a handler requires no scope', async () => {
    const file = join(npm.dir, 'my-api', 'src', 'create-note.ts')
    const code = await readFile(file, 'utf8')
    await writeFile(file, code.replace(", scopes: ['notes.write']", ''))
    const { code: exitCode, output } = await npm.runOffline('my-api', 'npm', 'test')
    await writeFile(file, code)

    expect({ exitCode, output }).toMatchObject({
      exitCode: 1,
      output: expect.stringContaining('✖ rejects a token without the scope notes.write'),
    })
  })
})

describe.each(providerNames)('the service of %s, offline', (provider) => {
  const folder = folderOf(provider)

  test('npm test passes', async () => {
    const { code, output } = await npm.runOffline(folder, 'npm', 'test')

    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringMatching(/pass 7\n/) })
  })

  test('serverless package passes', async () => {
    const params = [`provider=${provider}`, ...(values[provider] ?? [])].flatMap((value) => [
      '--param',
      value,
    ])
    const { code, output } = await npm.runOffline(folder, 'npx', 'serverless', 'package', ...params)

    expect({ code, output }).toMatchObject({ code: 0 })
    for (const name of ['getMe', 'createNote'])
      expect(output).toMatch(new RegExp(`${name} +[\\d.]+ kB zipped`))
  })

  describe('npm start', () => {
    let run: InstalledRun
    beforeAll(async () => {
      run = await startRun(join(npm.dir, folder))
    })
    afterAll(() => run.stop())

    /** The commands of the page, without the time. */
    const call = async (command = '') => {
      const { stdout } = await npm.runOffline(
        folder,
        'sh',
        '-euc',
        command.replace('localhost:3000', new URL(run.url).host),
      )
      const [head = '', body = ''] = stdout.split('\r\n\r\n')
      return { status: Number(head.split(' ')[1]), body: JSON.parse(body) }
    }

    test('answers 401 without a token', async () => {
      expect(await call(calls[0])).toEqual({ status: 401, body: { message: 'Unauthorized' } })
    })

    test('answers 200 with one', async () => {
      expect(await call(calls[1])).toEqual({
        status: 200,
        body: expect.objectContaining({ tokenUse: 'access', kind: 'user' }),
      })
    })

    test('creates a note with the scope, and answers 403 without', async () => {
      expect(await call(calls[2])).toEqual({ status: 201, body: expect.objectContaining({ title: 'Milk' }) })
      expect(await call(calls[2]?.replace('claimcheck token', 'claimcheck token --scope openid'))).toEqual({
        status: 403,
        body: { message: 'Forbidden' },
      })
    })
  })
})

describe('what goes wrong', () => {
  test('no npm: says so, and how to go on', async () => {
    const bin = join(npm.dir, 'without-npm')
    await mkdir(bin)
    await symlink(process.execPath, join(bin, 'node'))
    const { code, output } = await runIn(
      npm.dir,
      'env',
      `PATH=${bin}`,
      'node',
      program,
      'a',
      '--provider',
      'okta',
    )

    expect({ code, output }).toMatchObject({
      code: 1,
      output: expect.stringContaining('npm was not found in PATH.'),
    })
    expect(await readdir(join(npm.dir, 'a'))).toContain('serverless.yml')
  })

  test('no registry: keeps what npm printed, and says how to go on', async () => {
    const unreachable = [
      'npm_config_registry=http://127.0.0.1:9/',
      'npm_config_fetch_retries=0',
      `npm_config_cache=${join(npm.dir, 'empty')}`,
    ]
    const { code, output } = await runIn(
      npm.dir,
      'env',
      ...unreachable,
      'node',
      program,
      'b',
      '--provider',
      'okta',
    )

    expect({ code, output }).toMatchObject({ code: 1, output: expect.stringContaining('ECONNREFUSED') })
    expect(output).toMatch(/All files are written\. To go on: cd b && npm install && npm test\n$/)
    expect(await readdir(join(npm.dir, 'b'))).toContain('serverless.yml')
  })

  test('Ctrl-C while installing: leaves whole files, and says how to go on', async () => {
    const bin = join(npm.dir, 'slow-npm')
    await mkdir(bin)
    await writeFile(join(bin, 'npm'), '#!/bin/sh\nexec sleep 60\n', { mode: 0o755 })
    const child = spawn(process.execPath, [program, 'c', '--provider', 'okta'], {
      cwd: npm.dir,
      env: { ...process.env, PATH: `${bin}:${process.env.PATH}` },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString()
        if (output.includes('Installing') && !output.includes('Stopped')) child.kill('SIGINT')
      })
    const [code] = await once(child, 'close')

    expect({ code, output }).toEqual({
      code: 130,
      output: expect.stringMatching(
        /Stopped\. All files are written\. To go on: cd c && npm install && npm test\n$/,
      ),
    })
    expect(await readdir(join(npm.dir, 'c'))).toContain('serverless.yml')
  })
})
