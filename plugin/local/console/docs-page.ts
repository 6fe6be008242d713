import { raw } from 'hono/html'
import { readAsset } from '../web/assets.ts'
import { type Html, page } from '../web/page.ts'

/** The pages of docs/ that explanations link to, by their address. */
export const docsPages = {
  '/docs/guide/refusals': { asset: 'refusals.md', title: 'Why a request was refused' },
  '/docs/reference/problem-codes': { asset: 'problem-codes.md', title: 'Problem codes' },
} as const

/** One of them, so that the links of explanations work here. */
export async function docsPage({ asset, title }: (typeof docsPages)[keyof typeof docsPages]): Promise<Html> {
  const [{ Marked }, text] = await Promise.all([import('marked'), readAsset(asset)])
  // Our own text, so nothing in it needs escaping.
  const html = await new Marked({ renderer: { heading, tablerow } }).parse(text)
  // Wide code and tables scroll, so they have to be reachable by keyboard.
  const body = html
    .replaceAll('<pre>', '<pre class="body" tabindex="0">')
    .replaceAll('<table>', '<div class="wide" tabindex="0"><table>')
    .replaceAll('</table>', '</table></div>')
  return page({ title, style: '/console.css', main: raw(`<main class="docs">${body}</main>`) })
}

/** With the id that GitHub gives it. */
function heading({ text, depth }: { readonly text: string; readonly depth: number }): string {
  const id = text
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-')
  return `<h${depth} id="${id}">${text}</h${depth}>\n`
}

/** The row of a code has an id, so that it can be linked. */
function tablerow({ text }: { readonly text: string }): string {
  const code = /^\s*<td><code>(ERR_\w+)<\/code>/.exec(text)?.[1]
  return `<tr${code ? ` id="${code.toLowerCase()}"` : ''}>\n${text}</tr>\n`
}
