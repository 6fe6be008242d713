import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { Choice } from '../options.ts'
import type { Files } from './write-folder.ts'

/** The name of the service in the template, wherever it occurs. */
const placeholder = 'my-api'

/** Under another name in the package, since npm leaves out a `.gitignore`. */
const renamed: Readonly<Record<string, string>> = { gitignore: '.gitignore' }

/** The files of a new service called `name`. */
export async function readTemplate(templateDir: string, choice: Choice, name: string): Promise<Files> {
  const folder = join(templateDir, choice)
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const texts = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name: file }) => join(parentPath, file))
    .map(async (file) => {
      const path = relative(folder, file).split(sep).join('/')
      return [renamed[path] ?? path, (await readFile(file, 'utf8')).replaceAll(placeholder, name)] as const
    })
  return Object.fromEntries((await Promise.all(texts)).toSorted(([one], [other]) => (one < other ? -1 : 1)))
}

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
}

/** Versions of the packages that a new service has. */
export async function readVersions(templateDir: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(templateDir, 'all', 'package.json'), 'utf8'))
}
