import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const guides = join(import.meta.dirname, '..', '..', 'docs', 'guide')

/** The snippets of a guide by the name of their file, which their first line says: `// get-note.js`. */
export async function guideFiles(page: string): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(join(guides, page), 'utf8')
  const blocks = [...text.matchAll(/^```\w+\n\/\/ ([\w./-]+)\n([\s\S]*?)^```$/gm)]
  return new Map(blocks.map(([, name = '', code = '']) => [name, code]))
}

/** Writes them to a folder. @returns their names */
export async function writeGuideFiles(page: string, folder: string): Promise<string[]> {
  const files = await guideFiles(page)
  await mkdir(folder, { recursive: true })
  for (const [name, code] of files) await writeFile(join(folder, name), code)
  return [...files.keys()]
}
