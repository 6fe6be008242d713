import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { packages, projectDir } from '../../build/build.ts'
import { choices } from '../../build/template/choices.ts'
import { templateFiles } from '../../build/template/write-template.ts'
import { packagesFolder, runIn } from './in-folder.ts'

interface Manifest {
  readonly version: string
  readonly dependencies: Readonly<Record<string, string>>
  readonly [member: string]: unknown
}

const installed = (name: string) => join(packagesFolder(), 'osls', 'node_modules', name)

async function filesOf(name: string): Promise<string[]> {
  const entries = await readdir(installed(name), { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(installed(name).length + 1))
    .filter((file) => !file.startsWith('node_modules'))
    .sort()
}

async function manifestOf(name: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(installed(name), 'package.json'), 'utf8'))
}

describe('claimcheck', () => {
  test('holds the compiled framework and the providers, each with its types and source map', async () => {
    const files = await filesOf('claimcheck')
    const code = files.filter((file) => /^(src|providers|authorizer|events|tokens)\//.test(file))

    expect(files.filter((file) => !code.includes(file))).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'package.json',
    ])
    expect(code.filter((file) => !/\.(js|js\.map|d\.ts)$/.test(file))).toEqual([])
    expect(code.filter((file) => /(^|\/)(profile|test|bench|plugin)\//.test(file))).toEqual([])
    expect(new Set(code.map((file) => file.split('/').slice(0, -1).join('/')))).toEqual(
      new Set([
        'providers',
        ...['auth0', 'cognito', 'oidc', 'okta'].map((name) => `providers/${name}`),
        'authorizer',
        ...['broken-tokens', 'request'].map((name) => `authorizer/${name}`),
        'events',
        'tokens',
        'src',
        ...['auth', 'http', 'log', 'middleware', 'testing'].map((name) => `src/${name}`),
      ]),
    )
  })

  test('asks for Middy, types and what the test kit needs; zod is the user’s', async () => {
    const { dependencies, peerDependencies } = await manifestOf('claimcheck')

    expect(Object.keys(dependencies)).toEqual([
      '@middy/core',
      '@middy/http-error-handler',
      '@middy/http-json-body-parser',
      '@standard-schema/spec',
      '@types/aws-lambda',
      'jose',
      'quick-lru',
    ])
    expect(peerDependencies).toEqual({ zod: '^4' })
  })
})

describe('serverless-claimcheck', () => {
  test('holds the bundle, its workers, the pages and the list of the emulator', async () => {
    const files = await filesOf('serverless-claimcheck')

    // Their names follow from their content. The types are those that `testing` needs.
    const others = files.filter(
      (file) => !/^((chunk|browser\/page)-[A-Z0-9]{8}\.js(\.map)?|types\/.+\.d\.ts)$/.test(file),
    )
    expect(others).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'assets/claimcheck_loaded_files.py',
      'assets/emulator.txt',
      'assets/favicon.svg',
      'assets/import-meta-url.ts',
      'assets/issuer.css',
      'assets/launcher.py',
      'assets/problem-codes.md',
      'assets/refusals.md',
      'assets/runtime_client.py',
      'assets/style.css',
      'assets/unzip_requirements.py',
      'bin.js',
      'browser/console.css',
      'browser/console.js',
      'browser/every-page.js',
      'browser/sign-out.js',
      'browser/unlock.js',
      'cli.js',
      'cli.js.map',
      'handlers-requirements-worker.cjs',
      'handlers-requirements-worker.cjs.map',
      'index.cjs',
      'index.d.cts',
      'local-dynamodb-table-worker.js',
      'local-dynamodb-table-worker.js.map',
      'local-lambda-worker-main.cjs',
      'local-lambda-worker-main.cjs.map',
      'package.json',
      'plugin.js',
      'plugin.js.map',
      'testing.cjs',
      'testing.cjs.map',
      'testing.d.cts',
      'testing.js',
      'testing.js.map',
    ])
  })
})

describe('create-claimcheck', () => {
  test('holds the program, and a whole service for each choice of provider', async () => {
    const files = await filesOf('create-claimcheck')
    const inTemplate = files.filter((file) => file.startsWith('template/'))

    expect(files.filter((file) => !inTemplate.includes(file))).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'bin.js',
      'cli.js',
      'cli.js.map',
      'package.json',
    ])
    for (const choice of choices) {
      const expected = Object.keys(await templateFiles(projectDir, choice))
      const packed = inTemplate.filter((file) => file.startsWith(`template/${choice.name}/`))
      expect(packed).toEqual(expected.map((path) => `template/${choice.name}/${path}`).toSorted())
    }
  })
})

describe.each(packages)('%s', (name) => {
  test('has no scripts, and the version of the repository', async () => {
    const manifest = await manifestOf(name)
    const { version } = JSON.parse(await readFile(join(projectDir, 'package.json'), 'utf8'))

    expect(manifest).toMatchObject({ version, engines: { node: '>=22.18' } })
    expect(Object.keys(manifest)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/scripts|devDependencies|private|workspaces/)]),
    )
  })

  test.each([
    ['publint', ['--strict']],
    ['attw', ['--pack', '--profile', 'esm-only']],
  ])('%s finds nothing', async (tool, flags) => {
    const bin = join(projectDir, 'node_modules', '.bin', tool)
    const { code, output } = await runIn(projectDir, bin, ...flags, join('dist', name))

    expect({ code, output }).toMatchObject({ code: 0 })
  })
})
