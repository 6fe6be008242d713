import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { compileSnippets } from '../../support/compile.ts'
import { snippetsOf } from '../../support/guide-files.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const docs = join(root, 'docs/reference')
// Inside the repository, so that `claimcheck` is this package.
const work = join(root, '.claimcheck/docs-snippets')

let pages: ReadonlyMap<string, string>
beforeAll(async () => {
  const names = (await readdir(docs)).sort()
  pages = new Map(
    await Promise.all(
      names.map(async (name) => [name, await readFile(join(docs, name), 'utf8')] as [string, string]),
    ),
  )
  await rm(work, { recursive: true, force: true })
  await mkdir(work, { recursive: true })
})
afterAll(() => rm(work, { recursive: true, force: true }))

/** Every name in an export of an entry, types included. */
async function exportedNames(entry = 'src/index.ts'): Promise<string[]> {
  const source = await readFile(join(root, entry), 'utf8')
  const lists = [...source.matchAll(/export (?:type )?\{([^}]*)\}/g)].map(([, list]) => list ?? '')
  return lists.flatMap((list) => list.split(',')).flatMap((name) => name.replace('type ', '').trim() || [])
}

describe('docs/reference', () => {
  test('the index and a page name every public export', async () => {
    const names = await exportedNames()
    const index = pages.get('README.md') ?? ''
    const others = [...pages].filter(([name]) => name !== 'README.md').map(([, text]) => text)

    expect(names.length).toBeGreaterThan(30)
    expect(names.filter((name) => !index.includes(`\`${name}\``))).toEqual([])
    expect(names.filter((name) => !others.some((text) => new RegExp(`\\b${name}\\b`).test(text)))).toEqual([])
  })

  test('testing.md names every export of claimcheck/testing', async () => {
    const names = await exportedNames('src/testing/index.ts')

    expect(names.length).toBeGreaterThan(20)
    expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(pages.get('testing.md') ?? ''))).toEqual(
      [],
    )
  })

  test('a snippet uses every public export', async () => {
    const code = [...pages.values()].flatMap((text) => snippetsOf(text, 'ts')).join('\n')
    const leftOut = ['CreateHandlerOptions', 'RunInput', 'HttpHandler', 'HttpEvent']
    const missing = (await exportedNames()).filter((name) => !new RegExp(`\\b${name}\\b`).test(code))
    expect(missing.filter((name) => !leftOut.includes(name))).toEqual([])
  })

  test('every snippet compiles', async () => {
    for (const [name, text] of pages) {
      for (const [index, code] of snippetsOf(text, 'ts').entries())
        await writeFile(join(work, `${name.replace('.md', '')}-${index + 1}.ts`), code)
    }

    expect(await compileSnippets(work)).toBe('')
  })
})
