import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { commands } from '../../local/commands.ts'
import { providerNames } from '../../providers/index.ts'
import { tenantOf } from '../../providers/tenant.ts'

const projectDir = join(import.meta.dirname, '..', '..')
const read = (path: string) => readFileSync(join(projectDir, path), 'utf8')
const page = read('docs/deploying.md')

/** The codes of all findings, as the sources of preflight have them. */
function findingCodes(): string[] {
  const folder = 'local/preflight'
  const lines = readdirSync(join(projectDir, folder)).flatMap((file) => read(join(folder, file)).split('\n'))
  const written = lines
    .filter((line) => /^\s*code: /.test(line) || /clientId\(name/.test(line))
    .flatMap((line) => [...line.matchAll(/'([a-z]+(?:-[a-z]+)+)'/g)].map(([, code = '']) => code))
  const kinds = ['timed-out', 'unreachable', 'untrusted', 'status', 'too-large', 'not-json', 'late']
  return [...new Set([...written, ...kinds.flatMap((kind) => [`discovery-${kind}`, `keys-${kind}`])])]
}

describe('docs/deploying.md', () => {
  test('given the findings of preflight, when compared with its table, then each has a row and each row a finding', () => {
    const table = page.slice(page.indexOf('| finding |'), page.indexOf('A route may ask for more'))
    const rows = table.split('\n').map((line) => line.split('|')[1] ?? '')
    const listed = rows.flatMap((row) => [...row.matchAll(/`([\w-]+)`/g)].map(([, code = '']) => code))

    expect(listed.sort()).toEqual(findingCodes().sort())
    expect(listed.length).toBeGreaterThan(25)
  })

  test('given its parameters, when looked up, then serverless.yml or a provider knows each', () => {
    const known = [
      // Of the command alone: what the caller knows that they leave.
      'switchFrom',
      ...[...read('serverless.yml').matchAll(/^ {4}(\w+): /gm)].map(([, name = '']) => name),
      ...providerNames.flatMap((provider) => tenantOf(provider, new Map()).values.map(({ name }) => name)),
      ...tenantOf('cognito', new Map([['userPool', 'existing']])).values.map(({ name }) => name),
    ]
    const named = [...page.matchAll(/--param (\w+)=/g)].map(([, name = '']) => name)

    expect(named.length).toBeGreaterThan(15)
    expect(named.filter((name) => !known.includes(name))).toEqual([])
  })

  test('given the values of every provider, when looked up, then .env.example has each', () => {
    const example = read('.env.example')
    const names = [
      ...providerNames.flatMap((provider) => tenantOf(provider, new Map()).values.map(({ name }) => name)),
      ...tenantOf('cognito', new Map([['userPool', 'existing']])).values.map(({ name }) => name),
    ]

    expect(names.filter((name) => !example.includes(`#${name}=`))).toEqual([])
  })

  test('given its links, when followed, then each file and each heading is there', () => {
    const headings = [...page.matchAll(/^#+ (.+)$/gm)].map(
      ([, text = '']) => `#${text.toLowerCase().replaceAll(' ', '-')}`,
    )
    const links = [...page.matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, link = '']) => link)
    const broken = links.filter((link) =>
      link.startsWith('#') ? !headings.includes(link) : !existsSync(join(projectDir, 'docs', link)),
    )

    expect(links.length).toBeGreaterThan(10)
    expect(broken).toEqual([])
  })

  test('given its own commands, when looked up, then each is one of ours', () => {
    expect(page).toContain('npx serverless preflight')
    expect(Object.keys(commands)).toContain('preflight')
    expect(Object.keys(commands.deploy.options)).toEqual(['preflight'])
  })
})
