import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { freePort } from '../support/local-run.ts'
import { readGuide } from './guide-page.ts'
import { packagesFolder, runIn } from './in-folder.ts'
import { startProgram } from './start-run.ts'
import { type UserNpm, userNpm } from './user-npm.ts'

const { shell, files } = await readGuide('add-to-your-service.md')
const [into = '', install = '', start = '', withoutToken = '', withToken = ''] = shell

describe.each([
  ['osls', 'osls@4.3.1'],
  ['Serverless v3', 'serverless@3.40.0'],
])('docs/guide/add-to-your-service.md, followed under %s', (_, framework) => {
  let dir = ''
  let port = 0
  let stop = async () => {}

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'claimcheck-guide-'))
    const commands = await fromTarballs(`${makeService(framework)}\n${install}`)
    const installed = await runIn(dir, 'sh', '-euc', commands)
    expect({ ...installed, stdout: '' }).toMatchObject({ code: 0 })
    for (const [name, code] of files) await writeFile(join(dir, name), code)
    port = await freePort()
    const command = `${start.trim()} --port ${port} --console-port ${await freePort()}`
    stop = (await startProgram(dir, ['sh', '-euc', `exec ${command}`])).stop
  })
  afterAll(async () => {
    await stop()
    await rm(dir, { recursive: true, force: true })
  })

  const call = (command: string) =>
    runIn(dir, 'sh', '-euc', command.replace('localhost:3000', `localhost:${port}`))

  test('serverless package makes one file of the function', async () => {
    const { code, output } = await runIn(dir, 'npx', 'serverless', 'package')

    expect({ code, output }).toMatchObject({
      code: 0,
      output: expect.stringMatching(/whoami +[\d.]+ kB zipped/),
    })
  })

  test('the call without a token is 401', async () => {
    const { stdout } = await call(withoutToken)

    expect(stdout).toMatch(/^HTTP\/1.1 401 /)
    expect(stdout).toContain('{"message":"Unauthorized"}')
  })

  test('the call with a token is 200', async () => {
    const { stdout } = await call(withToken)

    expect(stdout).toMatch(/^HTTP\/1.1 200 /)
    expect(stdout).toContain('"tokenUse":"access"')
  })
})

describe('docs/guide/add-to-your-service.md, with one command', () => {
  let npm: UserNpm
  let before = ''
  let port = 0
  let stop = async () => {}

  beforeAll(async () => {
    npm = await userNpm()
    const [[, service = ''] = []] = files.filter(([name]) => name === 'serverless.yml')
    // The service before: without the plugin.
    before = service.replace(/plugins:\n.*\n\n/, '')
    await writeFile(join(npm.dir, 'serverless.yml'), before)
    const command = await fromTarballs(makeService('osls@4.3.1'))
    expect(await runIn(npm.dir, 'sh', '-euc', command)).toMatchObject({ code: 0 })
  }, 120_000)
  afterAll(async () => {
    await stop()
    await npm.remove()
  })

  test('--into . shows what it would change, and changes nothing unasked', async () => {
    const { code, output } = await npm.run('.', 'sh', '-euc', into.replace('npm create', 'npm create --yes'))

    expect({ code, output }).toMatchObject({
      code: 1,
      output: expect.stringContaining('+plugins:\n+  - serverless-claimcheck\n'),
    })
    expect(await readFile(join(npm.dir, 'serverless.yml'), 'utf8')).toBe(before)
  })

  test('--into . --yes installs it, and the example handler runs: 401, then 200', async () => {
    const command = `${into.replace('npm create', 'npm create --yes').trim()} --yes`
    const { code, output } = await npm.run('.', 'sh', '-euc', command)
    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining('Added whoami.js.\n') })

    port = await freePort()
    const run = `${start.trim()} --port ${port} --console-port ${await freePort()}`
    stop = (await startProgram(npm.dir, ['sh', '-euc', `exec ${run}`])).stop
    const call = async (each: string) =>
      (await npm.runOffline('.', 'sh', '-euc', each.replace('localhost:3000', `localhost:${port}`))).stdout

    expect(await call(withoutToken)).toMatch(/^HTTP\/1.1 401 /)
    expect(await call(withToken)).toMatch(/^HTTP\/1.1 200 /)
  })

  test('a second time: says that it is there, and ends well', async () => {
    const { code, output } = await npm.run('.', 'sh', '-euc', into.replace('npm create', 'npm create --yes'))

    expect({ code, output }).toMatchObject({
      code: 0,
      output: expect.stringContaining('serverless-claimcheck is already in the plugins of serverless.yml.\n'),
    })
  })
})

/** The service that a reader has. */
function makeService(framework: string): string {
  return `npm init -y && npm pkg set type=module && npm install --save-dev ${framework}`
}

/** The page's commands, with the packages of this build in place of those of the registry. */
async function fromTarballs(commands: string): Promise<string> {
  const folder = join(packagesFolder(), 'tarballs')
  const tarball = (names: readonly string[], name: string) =>
    join(folder, names.find((file) => file.startsWith(name)) ?? 'missing')
  const names = await readdir(folder)
  return commands
    .replaceAll('npm install', 'npm install --prefer-offline --no-audit --no-fund')
    .replace(' serverless-claimcheck', ` ${tarball(names, 'serverless-claimcheck-')}`)
    .replace(' claimcheck ', ` ${tarball(names, 'claimcheck-')} `)
}
