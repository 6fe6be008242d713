import { html } from 'hono/html'

/** Whether the issuer is part of this run, or one that a deployed stage trusts. */
export type RunMode = 'local' | 'stage'

interface NavigationEntry {
  readonly href: string
  readonly title: string
  /** Shown only where the issuer, the functions and the tables are part of this run. */
  readonly onlyLocal: boolean
}

/** The pages of the run, in the order of the masthead. What follows `#/` names one of the console's; see its `pages.ts`. */
const entries: readonly NavigationEntry[] = [
  { href: '/#/call', title: 'Call', onlyLocal: false },
  { href: '/#/api', title: 'API', onlyLocal: false },
  { href: '/#/access', title: 'Access', onlyLocal: false },
  { href: '/#/explain', title: 'Explain', onlyLocal: false },
  { href: '/users', title: 'Users', onlyLocal: true },
]

/** @param current the `href` of the page that it stands on; the console marks its own pages itself. */
export function navigation(mode: RunMode, current?: string): ReturnType<typeof html> {
  const shown = entries.filter(({ onlyLocal }) => mode === 'local' || !onlyLocal)
  return html`<nav class="pages" aria-label="Pages">
        ${shown.map(({ href, title }) => html`<a href="${href}" ${href === current ? html`aria-current="page"` : ''}>${title}</a>`)}
      </nav>`
}
