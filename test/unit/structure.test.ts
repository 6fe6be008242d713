import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { byRoom, findCircles, findClimbs, importsOf, readImports } from '../support/import-graph.ts'

const projectDir = join(import.meta.dirname, '..', '..')

/** From the top: a row imports from itself and from rows below. docs/architecture.md draws the same. */
const rows = [
  [/^(test|bench|conformance|build|examples)\//],
  [/^plugin\/((index|cli)\.ts$|testing\/)/, /^src\/profile\//, /^create\//],
  [/^plugin\/(commands\/|command\.ts)/],
  [/^plugin\/deploy\//],
  [/^plugin\/local\//],
  [/^plugin\/service\//],
  [/^plugin\/(openapi|access)\//],
  [/^plugin\/(handlers|explain)\//],
  [/^src\//],
  [/^events\//],
  [/^(authorizer|tokens)\//],
  [/^providers\//],
  [/^plugin\/(system\/|user-error\.ts)/],
]

const rowOf = (file: string) => {
  const row = rows.findIndex((patterns) => patterns.some((pattern) => pattern.test(file)))
  return row === -1 ? undefined : row
}

/** A room is a folder with one purpose; its folders are its own affair. */
const room =
  /^(plugin\/(?:local|deploy)\/[^/.]+(?=\/)|plugin\/[^/.]+(?=\/)|src\/profile(?=\/)|src\/testing(?=\/)|src|events|authorizer|tokens|providers|create|conformance|bench|build)\//

const roomOf = (file: string) => room.exec(file)?.[1]

describe('the sources', () => {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts', '*.tsx', '*.js'], {
    cwd: projectDir,
    encoding: 'utf8',
  })
  const files = listed
    .split('\n')
    .filter((file) =>
      /^(plugin|src|events|authorizer|tokens|providers|create|conformance|bench|build)\//.test(file),
    )
    // It is copied, not run here.
    .filter((file) => !file.startsWith('create/template/'))
  const graph = readImports(projectDir, files)

  test('all stand in a row', () => {
    expect(files.filter((file) => rowOf(file) === undefined && !file.endsWith('/bin.js'))).toEqual([])
  })

  test('no import runs up', () => {
    expect(findClimbs(graph, rowOf)).toEqual([])
  })

  test('no circle of files', () => {
    expect(findCircles(graph)).toEqual([])
  })

  test('no circle of rooms', () => {
    expect(findCircles(byRoom(graph, roomOf))).toEqual([])
  })
})

describe('the reading of imports', () => {
  test('finds each form, types included, and none in comments', () => {
    const text = [
      "import { a } from './a.ts'",
      "import type { B } from '../b.ts'",
      "export { c } from './c/c.ts'",
      "const d = await import('./d.ts')",
      "new Worker(new URL('./e.ts', import.meta.url))",
      "// import { f } from './f.ts'",
      "import fs from 'node:fs'",
    ].join('\n')

    expect([...importsOf('plugin/local/x.ts', text)]).toEqual([
      'plugin/local/a.ts',
      'plugin/b.ts',
      'plugin/local/c/c.ts',
      'plugin/local/d.ts',
      'plugin/local/e.ts',
    ])
  })

  const graph = (imports: Readonly<Record<string, readonly string[]>>) =>
    new Map(Object.entries(imports).map(([file, targets]) => [file, new Set(targets)]))

  test('finds a circle of files', () => {
    expect(findCircles(graph({ 'a.ts': ['b.ts'], 'b.ts': ['c.ts'], 'c.ts': ['a.ts'] }))).toEqual([
      'a.ts -> b.ts -> c.ts -> a.ts',
    ])
  })

  test('finds a circle of rooms where no files go round', () => {
    const made = graph({
      'plugin/explain/a.ts': ['plugin/local/gateway/b.ts'],
      'plugin/local/gateway/b.ts': [],
      'plugin/local/gateway/c.ts': ['plugin/explain/d.ts'],
      'plugin/explain/d.ts': [],
    })

    expect(findCircles(made)).toEqual([])
    expect(findCircles(byRoom(made, roomOf))).toEqual([
      'plugin/explain -> plugin/local/gateway -> plugin/explain',
    ])
  })

  test('finds an import that runs up', () => {
    const made = graph({
      'providers/registry.ts': ['authorizer/keys.ts'],
      'authorizer/keys.ts': ['providers/registry.ts'],
    })

    expect(findClimbs(made, rowOf)).toEqual(['providers/registry.ts -> authorizer/keys.ts'])
  })
})
