import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Contents by path from the folder; a package is `node_modules/<name>/index.js`. */
export type ServiceFiles = Readonly<Record<string, string | Uint8Array>>

/** Writes the files of a small service. */
export async function writeFiles(folder: string, files: ServiceFiles): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }
}
