import { readFile } from 'node:fs/promises'
import { raw } from 'hono/html'
import { Marked } from 'marked'
import { type Html, page } from '../web/page.ts'

const source = new URL('../../../docs/refusals.md', import.meta.url)

/** `docs/refusals.md` as a page, so that the links of explanations lead to their section. */
export async function refusalsPage(): Promise<Html> {
  const text = await readFile(source, 'utf8')
  // Our own text: there is nothing in it to escape.
  const html = await new Marked({ renderer: { heading } }).parse(text)
  // Wide code scrolls, so it must be reachable by keyboard.
  const body = html.replaceAll('<pre>', '<pre class="body" tabindex="0">')
  return page({
    title: 'Why a token was refused',
    style: '/console.css',
    main: raw(`<main class="docs">${body}</main>`),
  })
}

/** With the id that GitHub gives it. */
function heading({ text, depth }: { readonly text: string; readonly depth: number }): string {
  const id = text
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-')
  return `<h${depth} id="${id}">${text}</h${depth}>\n`
}
