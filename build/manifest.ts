import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

type Manifest = Readonly<Record<string, unknown>>

/** What both published manifests take over from the one in the repository. */
const kept = [
  'name',
  'version',
  'description',
  'keywords',
  'license',
  'type',
  'sideEffects',
  'engines',
  'dependencies',
  'peerDependencies',
  'peerDependenciesMeta',
]

/** Reads a package.json of the repository. */
export async function readManifest(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
}

/**
 * Writes the package.json that is published: the members that users need, with entry points that lead to compiled files.
 * In the repository the entry points are the TypeScript sources, so that nothing has to be built to work there.
 */
export async function writeManifest(source: Manifest, folder: string, entries: Manifest): Promise<void> {
  const members = kept.filter((name) => source[name] !== undefined).map((name) => [name, source[name]])
  const manifest = { ...Object.fromEntries(members), ...entries }
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
}
