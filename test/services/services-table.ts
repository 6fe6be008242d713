import type { Row } from './matrix.ts'

export const page = 'docs/guide/any-service.md'

const begin = '<!-- services: begin. Written by `npm run docs:services` from test/services/matrix.ts. -->'
const end = '<!-- services: end -->'

/** The rows as a table in Markdown: what is in a service, and what becomes of it here. */
export function servicesTable(rows: readonly Row[]): string {
  const lines = rows.map(({ what, here }) => `| ${cell(what)} | ${cell(here)} |`)
  return ['| in your service | here |', '|---|---|', ...lines].join('\n')
}

/** The page with this table between its two markers. @throws Error if a marker is missing */
export function withServicesTable(text: string, rows: readonly Row[]): string {
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`${page} needs these two lines:\n${begin}\n${end}`)
  return `${text.slice(0, from)}${begin}\n\n${servicesTable(rows)}\n\n${text.slice(to)}`
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}
