import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

const guides = join(import.meta.dirname, '..', '..', 'docs', 'guide')

/** The code of a guide by the names of its files: those that a line with nothing but the name introduces. */
export async function guideFiles(page: string): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(join(guides, page), 'utf8')
  const blocks = [...text.matchAll(/^`([\w./-]+)`:\n\n```\w+\n([\s\S]*?)```$/gm)]
  return new Map(blocks.map(([, name = '', code = '']) => [name, code]))
}
