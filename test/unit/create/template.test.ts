import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { choices } from '../../../build/template/choices.ts'
import { deriveService } from '../../../build/template/service.ts'
import { templateFiles } from '../../../build/template/write-template.ts'

const projectDir = join(import.meta.dirname, '..', '..', '..')
const read = (...path: string[]) => readFile(join(projectDir, ...path), 'utf8')
const yaml = (text = '') => parse(text, { logLevel: 'silent' })
const example = await read('serverless.yml')
const manifest = JSON.parse(await read('package.json'))

const [all] = choices.filter(({ name }) => name === 'all')
if (!all) throw new Error('There is no choice "all".')

describe.each(choices.map((choice) => [choice.name, choice] as const))('the template of %s', (_, choice) => {
  let files: Readonly<Record<string, string>>
  const text = async (path: string) => {
    files ??= await templateFiles(projectDir, choice)
    return files[path] ?? ''
  }

  test('has the files of a service', async () => {
    await text('')
    const config = Object.keys(files).filter((path) => path.startsWith('config/'))

    expect(
      Object.keys(files)
        .filter((path) => !config.includes(path))
        .sort(),
    ).toEqual([
      '.env.example',
      '.github/workflows/check-and-deploy.yml',
      'AGENTS.md',
      'README.md',
      'biome.json',
      'gitignore',
      'package.json',
      'serverless.yml',
      'src/create-note.ts',
      'src/get-me.ts',
      'test/create-note.test.ts',
      'test/get-me.test.ts',
      'tsconfig.json',
    ])
    expect(new Set(config.map((path) => /\/(\w+)/.exec(path)?.[1]))).toEqual(new Set(choice.providers))
  })

  test('has the provider section of the example, without its table', async () => {
    const { provider, custom } = yaml(await text('serverless.yml'))
    const { PROFILE_TABLE: _, ...environment } = yaml(example).provider.environment
    const cors = { ...yaml(example).provider.httpApi.cors, ...provider.httpApi.cors }

    expect(custom).toEqual(yaml(example).custom)
    expect(provider).toEqual({
      ...yaml(example).provider,
      environment,
      httpApi: { ...yaml(example).provider.httpApi, cors },
    })
  })

  test('has a parameter for every one that it reads', async () => {
    const { params } = yaml(await text('serverless.yml'))
    const config = Object.entries(files).filter(([path]) => path.startsWith('config/'))
    const service = [await text('serverless.yml'), ...config.map(([, content]) => content)].join('\n')
    const names = [...service.matchAll(/\$\{param:([a-z]\w*)[,}]/g)].map(([, name = '']) => name)

    expect(names.filter((name) => !(name in params.default))).toEqual([])
    expect(Object.keys(params.default).filter((name) => !names.includes(name))).toEqual([])
    expect(Object.keys(params.prod).filter((name) => !(name in params.default))).toEqual([])
    expect(params.default.provider).toBe(choice.provider)
  })

  test('has the configuration of the example, with its own scope', async () => {
    await text('')
    for (const [path, content] of Object.entries(files).filter(([name]) => name.startsWith('config/')))
      expect(content.replaceAll('notes.write', 'profile.delete').split('\n').length).toBe(
        (await read(path)).split('\n').length,
      )
  })

  test('keeps nothing of the profile service', async () => {
    await text('')
    const left = Object.entries(files).flatMap(([path, content]) =>
      content
        .split('\n')
        .filter((line) => /profile/i.test(line.replace(/\bemail, profile\b/, '')))
        .map((line) => `${path}: ${line}`),
    )

    expect(left).toEqual([])
  })

  test('lists the values of its providers alone', async () => {
    const names = [...(await text('.env.example')).matchAll(/^#([A-Z]+0?)_\w*=/gm)].map(([, prefix = '']) =>
      prefix.toLowerCase(),
    )

    expect(new Set(names)).toEqual(new Set(choice.providers))
  })

  test('pins what this repository is tested with', async () => {
    const { dependencies, devDependencies, engines } = JSON.parse(await text('package.json'))
    const { claimcheck, ...others } = { ...dependencies, ...devDependencies }
    const { 'serverless-claimcheck': plugin, ...tools } = others

    expect([claimcheck, plugin]).toEqual([manifest.version, manifest.version])
    expect(tools).toEqual(
      Object.fromEntries(Object.keys(tools).map((name) => [name, manifest.devDependencies[name]])),
    )
    expect(engines).toEqual(manifest.engines)
  })

  test('deploys with the values that its provider requires, and no others', async () => {
    const { jobs } = yaml(await text('.github/workflows/check-and-deploy.yml'))
    const names = Object.keys(jobs.deploy.env ?? {})
    const required = [
      ['auth0', 'AUTH0_DOMAIN'],
      ['auth0', 'AUTH0_AUDIENCE'],
      ['okta', 'OKTA_DOMAIN'],
      ['okta', 'OKTA_AUDIENCE'],
      ['oidc', 'OIDC_ISSUER'],
      ['oidc', 'OIDC_AUDIENCE'],
    ]

    expect(names).toEqual(
      required
        .filter(([provider]) => choice.providers.some((name) => name === provider))
        .map(([, name]) => name),
    )
    expect(jobs.deploy).toMatchObject({ needs: 'check', permissions: { 'id-token': 'write' } })
  })
})

describe('deriveService', () => {
  test.each([
    ['a parameter', example.replaceAll('tableDeletionProtection', 'renamed')],
    ['the table of the function', example.replace('PROFILE_TABLE', 'TABLE')],
    ['a comment', example.replace('Users and profiles are deleted', 'All data is deleted')],
    ['the order of the resources', example.replace('./config/alarms.yml', './config/watch.yml')],
  ])('fails when the example has changed: %s', (_, changed) => {
    expect(() => deriveService(changed, all)).toThrow(/^serverless\.yml/)
  })

  test('keeps the comments of the example', () => {
    const comments = (text: string) => text.split('\n').flatMap((line) => /^\s*(#.*)/.exec(line)?.[1] ?? [])
    const derived = comments(deriveService(example, all))

    expect(derived).toContain(
      "# Each function becomes one file. Without it, packaging is Serverless's own, and nothing compiles the TypeScript.",
    )
    expect(derived.length).toBeGreaterThan(15)
  })
})

test('what git ignores in this repository is ignored in a new one', async () => {
  const own = (await read('create', 'template', 'gitignore')).trim().split('\n')
  const here = (await read('.gitignore')).split('\n')

  expect(own.filter((line) => !here.includes(line))).toEqual([])
})

test('the quick start shows a test of the template', async () => {
  const page = await read('docs', 'guide', 'quick-start.md')
  const [, shown = ''] = /```ts\n([\s\S]*?)```/.exec(page) ?? []

  expect(shown).toMatch(/^test\(/)
  expect(await read('create', 'template', 'test', 'create-note.test.ts')).toContain(shown)
})
