import { existsSync, statSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
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
    const folder = path && (await folderOf(path, join(dir, 'layers', name.replace(/\W/g, '-'))))
    if (folder) folders.set(name, folder)
    else log(missing(name, path))
  }
  const foldersOf = ({ layers = [] }: LocalFunction) => layers.flatMap(({ name }) => folders.get(name) ?? [])
  return new Map(functions.map((each) => [each.key, foldersOf(each)]))
}

function missing(name: string, path: string | undefined): string {
  if (path) return `Layer ${name}: ${path} does not exist. What it holds is missing here; build it first.`
  return `Layer ${name} is not part of this service: what it holds is missing here. Install its packages with npm install --save-dev.`
}

/** @param folder where a zip file is unpacked */
async function folderOf(path: string, folder: string): Promise<string | undefined> {
  if (!existsSync(path)) return undefined
  if (statSync(path).isDirectory()) return path
  const { unzipSync } = await import('fflate')
  for (const [name, bytes] of Object.entries(unzipSync(await readFile(path)))) {
    const file = join(folder, name)
    if (name.endsWith('/') || !file.startsWith(folder + sep)) continue
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, bytes)
  }
  return folder
}
