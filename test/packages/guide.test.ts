import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { projectDir } from '../../build/build.ts'
import { freePort } from '../support/local-run.ts'
import { packagesFolder, runIn } from './in-folder.ts'
import { startProgram } from './start-run.ts'

interface Block {
  readonly language: string
  /** The text before it, from the block above on. */
  readonly lead: string
  readonly code: string
}

const page = await readFile(join(projectDir, 'docs', 'guide', 'add-to-your-service.md'), 'utf8')
const blocks = [...page.matchAll(/([\s\S]*?)```(\w+)\n([\s\S]*?)```/g)].map(
  ([, lead = '', language = '', code = '']): Block => ({ lead, language, code }),
)
const shell = blocks.filter(({ language }) => language === 'sh').map(({ code }) => code)
const [install = '', start = '', withoutToken = '', withToken = ''] = shell

/** Those that a line with nothing but the file's name introduces. */
const files = blocks.flatMap(({ lead, code }) => {
  const name = /^`([\w./-]+)`:\s*$/.exec(lead.trim().split('\n').at(-1) ?? '')?.[1]
  return name ? [[name, code] as const] : []
})

describe.each([
  ['osls', 'osls@4.3.1'],
  ['Serverless v3', 'serverless@3.40.0'],
])('docs/guide/add-to-your-service.md, followed under %s', (_, framework) => {
  let dir = ''
  let port = 0
  let stop = async () => {}

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'claimcheck-guide-'))
    const installed = await runIn(dir, 'sh', '-euc', await fromTarballs(install, framework))
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

/** The page's commands, with the packages of this build in place of those of the registry. */
async function fromTarballs(commands: string, framework: string): Promise<string> {
  const folder = join(packagesFolder(), 'tarballs')
  const tarball = (names: readonly string[], name: string) =>
    join(folder, names.find((file) => file.startsWith(name)) ?? 'missing')
  const names = await readdir(folder)
  return commands
    .replaceAll('npm install', 'npm install --prefer-offline --no-audit --no-fund')
    .replace(' serverless-claimcheck', ` ${tarball(names, 'serverless-claimcheck-')}`)
    .replace(' claimcheck ', ` ${tarball(names, 'claimcheck-')} `)
    .replace(' osls', ` ${framework}`)
}
