import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { Terminal } from '../../../create/ask.ts'
import { type CreateFolder, eachInOwnFolder } from '../../support/create-run.ts'

let folder: CreateFolder
eachInOwnFolder((made) => {
  folder = made
})

const serverlessYml = `# Notes
service: notes
plugins:
  - serverless-esbuild # ours
provider:
  name: aws
  httpApi:
    authorizers:
      tenant:
        type: jwt
        identitySource: $request.header.X-Token
        issuerUrl: https://notes.eu.auth0.com/
        audience: [https://api.example.com/notes]
`
const packageJson = '{\n  "name": "notes",\n  "devDependencies": {\n    "serverless": "^3"\n  }\n}\n'
const service = { 'serverless.yml': serverlessYml, 'package.json': packageJson }

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder.path, path)), { recursive: true })
    await writeFile(join(folder.path, path), text)
  }
}

/** Somebody who answers whether to make a change, and is asked nothing else. */
const confirming = (answer: (question: string) => boolean): Terminal => ({
  text: () => Promise.reject(new Error('Asked for a text.')),
  chooseProvider: () => Promise.reject(new Error('Asked for the provider.')),
  confirm: async (question) => answer(question),
})

const into = (...more: string[]) => folder.create(['--into', '.', '--no-install', ...more])

describe('--into', () => {
  test('adds plugin, packages and an example, each shown as a diff', async () => {
    await write(service)
    const { code, output } = await into('--yes')
    const files = await folder.files()

    expect({ code, output }).toMatchObject({
      code: 0,
      output: expect.stringContaining('Next:\n  npm install\n'),
    })
    expect(output).toContain(
      '--- a/serverless.yml\n+++ b/serverless.yml\n@@ -3,4 +3,5 @@\n plugins:\n   - serverless-esbuild # ours\n+  - serverless-claimcheck\n',
    )
    expect(output).toContain('+    "serverless-claimcheck": "0.2.0"\n')
    expect(output).toContain('--- /dev/null\n+++ b/whoami.mjs\n')
    expect(files['serverless.yml']).toBe(
      serverlessYml.replace('# ours\n', '# ours\n  - serverless-claimcheck\n'),
    )
    expect(JSON.parse(files['package.json'] ?? '')).toEqual({
      name: 'notes',
      devDependencies: { serverless: '^3', 'serverless-claimcheck': '0.2.0' },
      dependencies: { claimcheck: '0.2.0', zod: expect.stringMatching(/^4/) },
    })
  })

  test('the example has the function that it needs: the authorizer and the provider of the service', async () => {
    await write(service)
    await into('--yes')
    const { 'whoami.mjs': example = '' } = await folder.files()

    expect(example).toContain('CLAIMCHECK_PROVIDER: auth0\n')
    expect(example).toContain('CLAIMCHECK_IDENTITY_SOURCE: $request.header.X-Token\n')
    expect(example).toContain('               name: tenant\n')
  })

  test.each([
    ['TypeScript in src', { 'tsconfig.json': '{}', 'src/a.ts': '' }, 'src/whoami.ts'],
    ['ES modules', { 'package.json': '{ "type": "module" }' }, 'whoami.js'],
    ['CommonJS', {}, 'whoami.mjs'],
  ])('the example fits a service with %s', async (_, more, path) => {
    await write({ ...service, ...more })
    await into('--yes')

    expect((await folder.files())[path]).toContain(`handler: ${path.replace(/\.\w+$/, '')}.handler`)
  })

  test('makes the changes that are confirmed, and no others', async () => {
    await write(service)
    const asked: string[] = []
    const terminal = confirming((question) => {
      asked.push(question)
      return question.includes('package.json')
    })
    const { code, output } = await folder.create(['--into', '.', '--no-install'], { terminal })

    expect(asked).toEqual([
      'Make this change of serverless.yml?',
      'Make this change of package.json?',
      'Make this change of whoami.mjs?',
    ])
    expect({ code, output }).toMatchObject({
      code: 0,
      output: expect.stringContaining('Changed package.json.\n'),
    })
    expect(await folder.files()).toEqual({
      ...service,
      'package.json': expect.stringContaining('claimcheck'),
    })
  })

  test('makes none if none is confirmed', async () => {
    await write(service)
    const terminal = confirming(() => false)
    const { code, output } = await folder.create(['--into', '.'], { terminal })

    expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/\nNothing was changed\.\n$/) })
    expect(await folder.files()).toEqual(service)
  })

  test('shows the changes and makes none where nobody can be asked', async () => {
    await write(service)
    const { code, output, errors } = await into()

    expect(code).toBe(1)
    expect(output).toContain('+  - serverless-claimcheck')
    expect(errors).toContain(
      'Nothing was changed: there is no terminal to ask at. To make the changes above, add --yes.',
    )
    expect(await folder.files()).toEqual(service)
  })

  test('done already: says so and changes nothing', async () => {
    await write(service)
    await into('--yes')
    const before = await folder.files()
    const { code, output } = await into('--yes')

    expect({ code, output }).toEqual({
      code: 0,
      output: 'serverless-claimcheck is already in the plugins of serverless.yml.\nNothing to do.\n',
    })
    expect(await folder.files()).toEqual(before)
  })

  test('overwrites no file', async () => {
    await write({ ...service, 'whoami.mjs': '// mine' })
    const { output } = await into('--yes')

    expect(output).toContain('There is a whoami.mjs already, so the example handler is left out.')
    expect((await folder.files())['whoami.mjs']).toBe('// mine')
  })

  test('leaves the framework out where zod is of another version', async () => {
    await write({ ...service, 'package.json': '{ "dependencies": { "zod": "^3.22" } }' })
    const { code, output } = await into('--yes')
    const files = await folder.files()

    expect({ code, output }).toMatchObject({
      code: 0,
      output: expect.stringContaining('needs zod 4, and package.json has zod ^3.22'),
    })
    expect(Object.keys(files)).toEqual(['package.json', 'serverless.yml'])
    expect(files['package.json']).not.toContain('"claimcheck"')
  })

  test('says what serverless-offline keeps', async () => {
    await write({ ...service, 'serverless.yml': 'service: a\nplugins: [serverless-offline]\n' })

    expect((await into('--yes')).output).toContain('`serverless local` is the one of claimcheck.')
  })

  test.each([
    ['pnpm-lock.yaml', 'pnpm install'],
    ['yarn.lock', 'yarn install'],
  ])('leaves the installing to the owner of %s', async (lock, command) => {
    await write({ ...service, [lock]: '' })
    const { code, output } = await folder.create(['--into', '.', '--yes'])

    expect({ code, output }).toMatchObject({
      code: 0,
      output: expect.stringContaining(`Next:\n  ${command}\n`),
    })
  })
})

describe('--into rejects, and changes nothing', () => {
  const { 'serverless.yml': _, ...without } = service

  test.each([
    ['a folder without serverless.yml', without, 1, 'There is no serverless.yml in '],
    ['a service without package.json', { 'serverless.yml': serverlessYml }, 1, 'npm init -y'],
    [
      'YAML that cannot be read',
      { ...service, 'serverless.yml': 'a: [' },
      1,
      'serverless.yml cannot be read as YAML',
    ],
    [
      'a package.json that cannot be read',
      { ...service, 'package.json': '{,}' },
      1,
      'package.json is not a JSON object',
    ],
    [
      'a list of plugins in another file',
      { ...service, 'serverless.yml': `service: a\nplugins: \${file(./p.yml)}\n` },
      1,
      'Add this by hand:\n\n  plugins:\n    - serverless-claimcheck',
    ],
    [
      'serverless.ts, with what to add by hand',
      { ...without, 'serverless.ts': '' },
      1,
      "add the plugin in serverless.ts:\n\n  plugins: ['serverless-claimcheck']",
    ],
    [
      'serverless.json, with what to add by hand',
      { ...without, 'serverless.json': '{}' },
      1,
      'add the plugin in serverless.json:\n\n  "plugins": ["serverless-claimcheck"]',
    ],
  ])('%s', async (_what, files, code, message) => {
    await write(files)

    expect(await into('--yes')).toMatchObject({ code, errors: expect.stringContaining(message) })
    expect(await folder.files()).toEqual(files)
  })

  test.each([
    ['a folder that is not there', ['--into', 'elsewhere'], 1, 'There is no folder '],
    [
      'all providers',
      ['--into', '.', '--provider', 'all'],
      2,
      '--into takes one provider: cognito, auth0, okta, oidc.',
    ],
    ['a second folder', ['notes', '--into', '.'], 2, '--into names the folder; leave notes out.'],
  ])('%s', async (_what, args, code, message) => {
    await write(service)

    expect(await folder.create(args)).toMatchObject({ code, errors: expect.stringContaining(message) })
    expect(await folder.files()).toEqual(service)
  })
})
