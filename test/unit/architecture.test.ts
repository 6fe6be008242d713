import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { byRoom, type ImportGraph, readImports } from '../support/import-graph.ts'

const projectDir = join(import.meta.dirname, '..', '..')
const page = readFileSync(join(projectDir, 'docs', 'architecture.md'), 'utf8')
const [, picture = ''] = /```mermaid\n([\s\S]*?)```/.exec(page) ?? []

/** Names of the picture's nodes, and the paths that each stands for: those of its label, or its name. */
const labels = [...picture.matchAll(/(\w+)\["([^"(]+)/g)].map(
  ([, name = '', paths = '']) => [name, paths.trim().split(', ')] as const,
)
const arrows = [...picture.matchAll(/^ *(\w+).*? -->(?:\|.*?\|)? (\w+)/gm)].map(
  ([, from = '', to = '']) => [from, to] as const,
)
const pathsOf = new Map<string, readonly string[]>([
  ...arrows.flat().map((name) => [name, [name]] as const),
  ...labels,
])

/** The node of the longest path that the file is below. */
function nodeOf(file: string): string | undefined {
  const found = [...pathsOf].flatMap(([name, paths]) =>
    paths.filter((path) => file === path || file.startsWith(`${path}/`)).map((path) => ({ name, path })),
  )
  return found.toSorted((one, other) => other.path.length - one.path.length)[0]?.name
}

function reachable(from: string, found = new Set<string>()): ReadonlySet<string> {
  for (const [start, to] of arrows) {
    if (start !== from || found.has(to)) continue
    found.add(to)
    reachable(to, found)
  }
  return found
}

describe('the house in docs/architecture.md', () => {
  const listed = execFileSync('git', ['ls-files', '*.ts', '*.tsx', '*.js'], {
    cwd: projectDir,
    encoding: 'utf8',
  })
  const files = listed.split('\n').filter((file) => nodeOf(file) && !file.startsWith('create/template/'))
  const imports: ImportGraph = byRoom(readImports(projectDir, files), nodeOf)

  test('gives each name to one node', () => {
    const names = labels.map(([name]) => name)

    expect(arrows.length).toBeGreaterThan(20)
    expect(names).toHaveLength(new Set(names).size)
  })

  test('has an arrow, or a chain of arrows, for each import', () => {
    const missing = [...imports].flatMap(([from, targets]) =>
      [...targets].filter((to) => !reachable(from).has(to)).map((to) => `${from} --> ${to}`),
    )

    expect(missing).toEqual([])
  })

  test('has no arrow without an import', () => {
    expect(arrows.filter(([from, to]) => !imports.get(from)?.has(to))).toEqual([])
  })
})
