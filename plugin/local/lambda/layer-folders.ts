import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { LocalFunction } from '../../service/service.ts'

export interface LayerFoldersOptions {
  readonly functions: readonly LocalFunction[]
  /** Where zip files are unpacked. */
  readonly dir: string
  readonly log: (line: string) => void
}

/**
 * Makes a folder of every layer that is on this machine. Each of the others is named once.
 *
 * @returns the functions' layers by function key, as absolute paths.
 */
export async function layerFolders({
  functions,
  dir,
  log,
}: LayerFoldersOptions): Promise<ReadonlyMap<string, string[]>> {
  const layers = new Map(
    functions.flatMap(({ layers = [] }) => layers).map((layer) => [layer.name, layer.path]),
  )
  const folders = new Map<string, string>()
  for (const [name, path] of layers) {
    const folder = await folderOf(path, join(dir, 'layers', name.replace(/\W/g, '-')))
    if (typeof folder === 'string') folders.set(name, folder)
    else log(`Layer ${name}${folder.problem}`)
  }
  const foldersOf = ({ layers = [] }: LocalFunction) => layers.flatMap(({ name }) => folders.get(name) ?? [])
  return new Map(functions.map((each) => [each.key, foldersOf(each)]))
}

/** @param dir where a zip file is unpacked. */
async function folderOf(
  path: string | undefined,
  dir: string,
): Promise<string | { readonly problem: string }> {
  if (path === undefined)
    return {
      problem:
        ' is not part of this service: what it holds is missing here. Install its packages with npm install --save-dev.',
    }
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) return { problem: `: ${path} does not exist. What it holds is missing here; build it first.` }
  if (found.isDirectory()) return path
  const { unpackArtifact } = await import('./unpack-artifact.ts')
  const folder = await unpackArtifact(path, dir)
  return typeof folder === 'string' ? folder : { problem: ` is missing here. ${folder.problem}` }
}
