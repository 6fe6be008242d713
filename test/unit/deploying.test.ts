import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { commands } from '../../plugin/index.ts'
import { parametersOf } from '../../providers/check-parameters.ts'
import { type ProviderName, providerNames } from '../../providers/index.ts'

const projectDir = join(import.meta.dirname, '..', '..')
const read = (path: string) => readFileSync(join(projectDir, path), 'utf8')
const page = read('docs/guide/deploying.md')

const pages = providerNames.map((provider) => `providers/${provider}`)

/** Of each way to set the provider up. */
function valueNames(provider: ProviderName): string[] {
  const { values, variants } = parametersOf(provider, new Map())
  const others = Object.values(variants?.others ?? {}).flatMap((variant) => variant.values)
  return [...values, ...others].map(({ name }) => name)
}

/** Whether a link of that file names a file that is there and, in it, a heading. */
function leadsSomewhere(file: string, link: string): boolean {
  const [path = '', heading] = link.split('#')
  const target = path ? join(dirname(file), path) : file
  if (!existsSync(target)) return false
  if (heading === undefined) return true
  const headings = [...readFileSync(target, 'utf8').matchAll(/^#+ (.+)$/gm)]
  return headings.some(([, text = '']) => text.toLowerCase().replaceAll(' ', '-') === heading)
}

/** The codes of all findings, as the sources of preflight have them. */
function findingCodes(): string[] {
  const folder = 'plugin/deploy/preflight'
  const files = readdirSync(join(projectDir, folder)).map((file) => join(folder, file))
  // Shared with the start of the local run.
  const lines = [...files, 'plugin/service/identity-sources.ts'].flatMap((file) => read(file).split('\n'))
  const written = lines
    .filter((line) => /^\s*code: /.test(line) || /clientId\(name/.test(line))
    .flatMap((line) => [...line.matchAll(/'([a-z]+(?:-[a-z]+)+)'/g)].map(([, code = '']) => code))
  const kinds = ['timed-out', 'unreachable', 'untrusted', 'status', 'too-large', 'not-json', 'late']
  return [...new Set([...written, ...kinds.flatMap((kind) => [`discovery-${kind}`, `keys-${kind}`])])]
}

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>
  readonly jobs: {
    readonly deploy: { readonly steps: readonly { readonly uses?: string; readonly run?: string }[] }
  }
}

describe('docs/guide/deploying.md', () => {
  test('given the findings of preflight, when compared with its table, then each has a row and each row a finding', () => {
    const table = page.slice(page.indexOf('| finding |'), page.indexOf('A route may ask for more'))
    const rows = table.split('\n').map((line) => line.split('|')[1] ?? '')
    const listed = rows.flatMap((row) => [...row.matchAll(/`([\w-]+)`/g)].map(([, code = '']) => code))

    expect(listed.sort()).toEqual(findingCodes().sort())
    expect(listed.length).toBeGreaterThan(25)
  })

  test.each(['guide/deploying', ...pages])(
    'given the parameters of %s, when looked up, then serverless.yml or a provider knows each',
    (name) => {
      const known = [
        // Of the command alone: what the caller knows that they leave.
        'switchFrom',
        ...[...read('serverless.yml').matchAll(/^ {4}(\w+): /gm)].map(([, param = '']) => param),
        ...providerNames.flatMap(valueNames),
      ]
      const text = read(`docs/${name}.md`)
      const named = [...text.matchAll(/--param (\w+)=/g)].map(([, param = '']) => param)

      expect(named.length).toBeGreaterThan(1)
      expect(named.filter((param) => !known.includes(param))).toEqual([])
    },
  )

  test('given the values of every provider, when looked up, then .env.example and its own page have each', () => {
    const example = read('.env.example')
    for (const provider of providerNames) {
      const names = valueNames(provider)
      const own = read(`docs/providers/${provider}.md`)

      expect(names.length).toBeGreaterThan(2)
      expect(names.filter((name) => !example.includes(`#${name}=`))).toEqual([])
      expect(names.filter((name) => !own.includes(name))).toEqual([])
    }
  })

  test.each(['guide/deploying', ...pages])(
    'given the links of %s, when followed, then each file and each heading is there',
    (name) => {
      const file = join(projectDir, 'docs', `${name}.md`)
      const links = [...readFileSync(file, 'utf8').matchAll(/\]\((?!https?:)([^)]+)\)/g)]
      const broken = links.map(([, link = '']) => link).filter((link) => !leadsSomewhere(file, link))

      expect(links.length).toBeGreaterThan(5)
      expect(broken).toEqual([])
    },
  )

  test('given its own commands, when looked up, then each is one of ours', () => {
    expect(page).toContain('npx serverless preflight')
    expect(Object.keys(commands)).toContain('preflight')
    expect(Object.keys(commands.deploy.options)).toEqual(['preflight'])
  })

  test('given the workflow for CI, when read, then it stores no key, and each of its commands is in this project', () => {
    const [, source = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? []
    const { permissions, jobs } = parse(source) as Workflow
    const { steps } = jobs.deploy
    const runs = steps.flatMap(({ run = [] }) => run)

    expect(permissions['id-token']).toBe('write')
    expect(source).not.toMatch(/secrets\.|AWS_SECRET/)
    expect(runs).toEqual(expect.arrayContaining(['npm ci', 'npm test']))
    const named = runs.flatMap((run) => /^npx serverless (\w+)/.exec(run)?.[1] ?? [])
    expect(named).toEqual(['preflight', 'deploy'])
    // Preflight first, before there are credentials; the deploy after them.
    const role = steps.findIndex(({ uses }) => uses?.startsWith('aws-actions/'))
    expect(steps.findIndex(({ run }) => run?.includes('preflight'))).toBeLessThan(role)
    expect(steps.findIndex(({ run }) => run?.includes('deploy'))).toBeGreaterThan(role)
  })
})
