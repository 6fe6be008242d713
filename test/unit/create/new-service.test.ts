import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { type CreateFolder, eachInOwnFolder } from '../../support/create-run.ts'

let folder: CreateFolder
eachInOwnFolder((made) => {
  folder = made
})

describe('npm create claimcheck', () => {
  test('writes a service under its name, and says the next commands', async () => {
    const { code, output } = await folder.create(['apps/notes', '--provider', 'okta', '--no-install'])
    const files = await folder.files('apps/notes')

    expect({ code, output }).toEqual({
      code: 0,
      output: 'Created apps/notes: 14 files.\n\nNext:\n  cd apps/notes\n  npm install\n  npm start\n',
    })
    expect(files['.gitignore']).toContain('node_modules\n')
    expect(JSON.parse(files['package.json'] ?? '').name).toBe('notes')
    expect(files['serverless.yml']).toContain('\nservice: notes\n')
    expect(files['test/get-me.test.ts']).toContain("createIssuer('okta')")
    expect(Object.values(files).join('')).not.toContain('my-api')
  })

  test('--yes takes the defaults', async () => {
    const { code, output } = await folder.create(['--yes', '--no-install'])

    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining('Created my-api:') })
    expect(Object.keys(await folder.files('my-api'))).toContain('config/cognito.yml')
  })

  test('writes into the folder itself, called after it', async () => {
    const { code, output } = await folder.create(['.', '--provider', 'oidc', '--no-install'])

    expect({ code, output }).toEqual({
      code: 0,
      output: 'Created work: 14 files.\n\nNext:\n  npm install\n  npm start\n',
    })
  })

  test('asks at a terminal for what is not given', async () => {
    const asked: string[] = []
    const terminal = {
      text: async (question: string, standard: string, findFault: (answer: string) => string | undefined) => {
        asked.push(question, standard, findFault('zod') ?? '')
        return 'notes'
      },
      chooseProvider: async <Name extends string>(question: string, among: readonly Name[]) => {
        asked.push(question, among.join())
        return among[1] as Name
      },
      confirm: async () => false,
    }
    const { code } = await folder.create(['--no-install'], { terminal })

    expect({ code, asked }).toEqual({
      code: 0,
      asked: [
        'Folder of the new service',
        'my-api',
        '"zod" cannot be the name of a service: the service depends on the package zod. Try my-zod.',
        'Identity provider',
        'cognito,auth0,okta,oidc,all',
      ],
    })
    expect(Object.keys(await folder.files('notes'))).toContain('config/auth0.yml')
  })

  test('at a terminal, --yes asks nothing', async () => {
    const never = async () => {
      throw new Error('Asked.')
    }
    const terminal = { text: never, chooseProvider: never, confirm: never }

    expect(await folder.create(['--yes', '--no-install'], { terminal })).toMatchObject({ code: 0 })
  })

  test('stopped by Ctrl-C, writes nothing', async () => {
    const { code, errors } = await folder.create(['notes', '--provider', 'okta'], {
      signal: AbortSignal.abort(),
    })

    expect({ code, errors }).toEqual({ code: 130, errors: 'Stopped. Nothing was written.\n' })
    expect(await folder.files()).toEqual({})
  })
})

describe('rejects, with what to do, and writes nothing', () => {
  test.each([
    [
      'an unknown provider',
      ['a', '--provider', 'aut0'],
      2,
      'Allowed choices are cognito, auth0, okta, oidc, all.',
    ],
    ['an option with a typing error', ['a', '--provide', 'okta'], 2, '(Did you mean --provider?)'],
    ['two folders', ['a', 'b', '--yes'], 2, 'too many arguments'],
    ['a name that cannot be one', ['My App', '--yes'], 2, 'such as my-app.'],
    ['a name that is taken', ['zod', '--yes'], 2, 'Try my-zod.'],
    ['no folder where nobody can be asked', ['--provider', 'okta'], 2, '--yes takes the defaults.'],
    ['no provider where nobody can be asked', ['notes'], 2, '--provider is missing'],
  ])('%s', async (_, args, code, message) => {
    const result = await folder.create(args)

    expect(result).toMatchObject({ code, output: '', errors: expect.stringContaining(message) })
    expect(await folder.files()).toEqual({})
  })

  test('a folder that is not empty', async () => {
    await mkdir(join(folder.path, 'notes'))
    await writeFile(join(folder.path, 'notes', 'todo.txt'), '')
    const result = await folder.create(['notes', '--yes'])

    expect(result).toMatchObject({
      code: 1,
      errors: expect.stringContaining('is not empty: it has todo.txt.'),
    })
    expect(await folder.files()).toEqual({ 'notes/todo.txt': '' })
  })
})

test.each([
  ['--help', 'Usage: npm create claimcheck@latest [folder] -- [options]'],
  ['--version', '1.2.3\n'],
])('%s is printed to stdout', async (option, text) => {
  expect(await folder.create([option])).toMatchObject({
    code: 0,
    output: expect.stringContaining(text),
    errors: '',
  })
})
