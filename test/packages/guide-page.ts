import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { projectDir } from '../../build/build.ts'

/** A page of docs/guide as something to follow. */
export interface GuidePage {
  /** Its blocks of shell, in order. */
  readonly shell: readonly string[]
  /** Files by name: the blocks that a line with nothing but the name introduces. */
  readonly files: readonly (readonly [name: string, text: string])[]
}

export async function readGuide(name: string): Promise<GuidePage> {
  const page = await readFile(join(projectDir, 'docs', 'guide', name), 'utf8')
  const blocks = [...page.matchAll(/([\s\S]*?)```(\w+)\n([\s\S]*?)```/g)].map(
    ([, lead = '', language = '', code = '']) => ({ lead, language, code }),
  )
  return {
    shell: blocks.filter(({ language }) => language === 'sh').map(({ code }) => code),
    files: blocks.flatMap(({ lead, code }) => {
      const file = /^`([\w./-]+)`:\s*$/.exec(lead.trim().split('\n').at(-1) ?? '')?.[1]
      return file ? [[file, code] as const] : []
    }),
  }
}
