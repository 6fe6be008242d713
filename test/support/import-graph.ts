import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

/** What imports what: by a file's path, or a folder's name. Types count too: a reader follows them the same. */
export type ImportGraph = ReadonlyMap<string, ReadonlySet<string>>

/** `from './x.ts'`, `import './x.ts'`, `import('./x.ts')` and `new URL('./x.ts', import.meta.url)`. */
const relativeImport =
  /(?:\bfrom\s+|\bimport\s+|\bimport\(\s*|new URL\(\s*)'(?<path>\.\.?\/[^']+\.(?:ts|tsx|js))'/g

/** Paths are relative to `root`, with slashes. */
export function readImports(root: string, files: readonly string[]): ImportGraph {
  return new Map(files.map((file) => [file, importsOf(file, readFileSync(join(root, file), 'utf8'))]))
}

export function importsOf(file: string, text: string): ReadonlySet<string> {
  const code = text.replaceAll(/^\s*(?:\/\/|\/?\*).*$/gm, '')
  const paths = [...code.matchAll(relativeImport)].map((match) => match.groups?.path ?? '')
  return new Set(paths.map((path) => normalize(join(dirname(file), path))))
}

/** The same graph with files put together into rooms; imports within a room are left out. */
export function byRoom(graph: ImportGraph, roomOf: (file: string) => string | undefined): ImportGraph {
  const rooms = new Map<string, Set<string>>()
  for (const [file, imports] of graph) {
    const from = roomOf(file)
    if (from === undefined) continue
    const targets = rooms.get(from) ?? new Set()
    rooms.set(from, targets)
    for (const to of [...imports].map(roomOf)) if (to !== undefined && to !== from) targets.add(to)
  }
  return rooms
}

/** Each circle once, as a path that ends where it began: `a -> b -> a`. */
export function findCircles(graph: ImportGraph): string[] {
  const circles = new Map<string, string>()
  const done = new Set<string>()

  function visit(node: string, path: readonly string[]): void {
    const start = path.indexOf(node)
    if (start !== -1) {
      const members = path.slice(start)
      circles.set([...members].sort().join(), [...members, node].join(' -> '))
      return
    }
    if (done.has(node)) return
    for (const next of graph.get(node) ?? []) visit(next, [...path, node])
    done.add(node)
  }
  for (const node of graph.keys()) visit(node, [])
  return [...circles.values()]
}

/** Imports that lead from a lower row to a higher one. Rows are numbered from the top; undefined is not judged. */
export function findClimbs(graph: ImportGraph, rowOf: (file: string) => number | undefined): string[] {
  return [...graph].flatMap(([file, imports]) =>
    [...imports]
      .filter((to) => (rowOf(file) ?? 0) > (rowOf(to) ?? Number.POSITIVE_INFINITY))
      .map((to) => `${file} -> ${to}`),
  )
}
