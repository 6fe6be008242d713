import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const guides = join(import.meta.dirname, '..', '..', 'docs', 'guide')

/** The code of all snippets of a page in one language, in order. */
export function snippetsOf(page: string, language: string): string[] {
  const blocks = page.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, 'gm'))
  return [...blocks].map(([, code = '']) => code)
}

/** The snippets of a guide by the name of their file, which their first line says: `// get-note.js`. */
export async function guideFiles(page: string): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(join(guides, page), 'utf8')
  const named = snippetsOf(text, '\\w+').flatMap((snippet) => {
    const [, name, code = ''] = /^\/\/ ([\w./-]+)\n([\s\S]*)$/.exec(snippet) ?? []
    return name === undefined ? [] : [[name, code] as const]
  })
  return new Map(named)
}

/** Writes them to a folder. @returns their names */
export async function writeGuideFiles(page: string, folder: string): Promise<string[]> {
  const files = await guideFiles(page)
  await mkdir(folder, { recursive: true })
  for (const [name, code] of files) await writeFile(join(folder, name), code)
  return [...files.keys()]
}
