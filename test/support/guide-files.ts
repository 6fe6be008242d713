import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const docs = fileURLToPath(new URL('../../docs', import.meta.url))

/** Writes each snippet of a page that begins with its file's name (`// get-note.js`) to that file. @returns the names */
export async function writeGuideFiles(page: string, folder: string): Promise<string[]> {
  const text = await readFile(join(docs, page), 'utf8')
  await mkdir(folder, { recursive: true })
  const snippets = [...text.matchAll(/^```\w+\n\/\/ (?<name>[\w.-]+)\n(?<code>[\s\S]*?)^```$/gm)]
  for (const { groups } of snippets) await writeFile(join(folder, groups?.name ?? ''), groups?.code ?? '')
  return snippets.map(({ groups }) => groups?.name ?? '')
}
