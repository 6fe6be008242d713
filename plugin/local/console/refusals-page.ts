import { raw } from 'hono/html'
import { Marked } from 'marked'
import { readAsset } from '../web/assets.ts'
import { type Html, page } from '../web/page.ts'

/** `docs/guide/refusals.md` as a page, so that the links of explanations work here. */
export async function refusalsPage(): Promise<Html> {
  const text = await readAsset('refusals.md')
  // Our own text, so nothing in it needs escaping.
  const html = await new Marked({ renderer: { heading } }).parse(text)
  // Wide code scrolls, so it has to be reachable by keyboard.
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
