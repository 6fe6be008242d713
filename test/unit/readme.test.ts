import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { invokeDefinition } from '../../plugin/commands/invoke.ts'
import { localTemplate } from '../../plugin/commands/local-template.ts'
import { commands } from '../../plugin/index.ts'

const projectDir = join(import.meta.dirname, '..', '..')
const read = (path: string) => readFileSync(join(projectDir, path), 'utf8')
const readme = read('README.md')

describe('README', () => {
  test('given its handler, when compared with the one that tsc compiles, then they are the same', () => {
    const code = (text: string) => text.slice(text.indexOf('const NoteInput')).trim()
    const [, shown = ''] = readme.match(/```ts\n([\s\S]*?)```/) ?? []

    expect(code(shown)).toBe(code(read('test/types/readme-example.ts')))
  })

  test('given its links and pictures, when followed, then each file is there', () => {
    const paths = [...readme.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path = '']) => path)

    expect(paths.length).toBeGreaterThan(3)
    expect(paths.filter((path) => !existsSync(join(projectDir, path)))).toEqual([])
  })

  test('given its npm scripts, when looked up, then each is in package.json', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const named = [...readme.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name)

    expect(named.filter((name) => !(name in scripts))).toEqual([])
  })

  test('given the options in the table of commands, when looked up, then each exists', () => {
    const known = [
      ...Object.keys(commands.local.options),
      ...Object.keys(commands.token.options),
      ...Object.keys(invokeDefinition.options),
      ...Object.keys(localTemplate.options),
      'param',
      'stage',
      'into',
    ]
    const named = [...read('docs/reference/commands.md').matchAll(/ --([a-z][\w-]*)/g)].map(
      ([, name = '']) => name,
    )

    expect(named.filter((name) => !known.includes(name))).toEqual([])
  })

  test('has 600 to 800 words', () => {
    const words = readme.split(/\s+/).filter((word) => /\w/.test(word))

    expect(words.length).toBeGreaterThan(600)
    expect(words.length).toBeLessThanOrEqual(800)
  })

  test('names the figures of the last conformance run', () => {
    const [, figures = ''] = read('docs/reference/conformance.md').match(/\| \*\*all\*\* \| (.*) \|/) ?? []
    const [own, ...others] = figures.split(' | ')

    expect(readme).toContain(`| ${[own, ...others].join(' | ')} |`)
    expect(decodeURIComponent(readme)).toContain(`as AWS-${own} cases`)
  })
})

describe('the pages', () => {
  const pages = ['CONTRIBUTING.md', 'SECURITY.md', ...globSync('docs/**/*.md', { cwd: projectDir })]

  test.each(pages)('every link of %s leads to a file', (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, path = '']) => path)

    expect(links.filter((path) => !existsSync(join(projectDir, dirname(page), path)))).toEqual([])
  })

  const forReaders = pages.filter((page) => /^docs\/(guide|reference|providers)\//.test(page))
  test.each(forReaders)('the first line of %s says for whom it is', (page) => {
    expect(
      read(page)
        .split('\n')
        .find((line) => /^[^#<]/.test(line)),
    ).toMatch(/^Read this if /)
  })

  test('there are some, and each decision is among them', () => {
    expect(pages.length).toBeGreaterThan(20)
    expect(read('docs/decisions/README.md').match(/\]\(\d{4}-/g)?.length).toBe(
      globSync('docs/decisions/0*.md', { cwd: projectDir }).length,
    )
  })

  test('troubleshooting.md quotes words that are printed', () => {
    const quoted = [...read('docs/guide/troubleshooting.md').matchAll(/^\| `([^`]+)` \|/gm)].map(
      ([, words = '']) => words,
    )
    const sources = globSync(
      'plugin/{commands,deploy,explain,handlers,local,service,system,testing}/**/*.ts',
      {
        cwd: projectDir,
      },
    )
    const printed = sources.map(read).join('\n')

    expect(quoted.length).toBeGreaterThan(12)
    expect(quoted.filter((words) => !printed.includes(words))).toEqual([])
  })
})
