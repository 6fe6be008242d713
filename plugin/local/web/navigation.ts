import { html } from 'hono/html'

/** Whether the issuer is part of this run, or one that a deployed stage trusts. */
export type RunMode = 'local' | 'stage'

interface NavigationEntry {
  readonly href: string
  readonly title: string
  /** Shown only where the issuer, the functions and the tables are part of this run. */
  readonly onlyLocal: boolean
  /** What a run may be without. */
  readonly needs?: RunPart
}

/** A part of a run that has a page of its own where it is there. */
export type RunPart = 'functions' | 'tables'

/** The pages of the run, in the order of the masthead. What follows `#/` names one of the console's; see its `pages.ts`. */
const entries: readonly NavigationEntry[] = [
  { href: '/#/call', title: 'Call', onlyLocal: false },
  { href: '/#/api', title: 'API', onlyLocal: false },
  { href: '/#/access', title: 'Access', onlyLocal: false },
  { href: '/#/explain', title: 'Explain', onlyLocal: false },
  { href: '/#/invoke', title: 'Invoke', onlyLocal: true, needs: 'functions' },
  { href: '/#/tables', title: 'Tables', onlyLocal: true, needs: 'tables' },
  { href: '/users', title: 'Users', onlyLocal: true },
]

export interface NavigationOptions {
  readonly mode: RunMode
  readonly parts: readonly RunPart[]
  /** The `href` of the page that it stands on; the console marks its own pages itself. */
  readonly current?: string
}

export function navigation({ mode, parts, current }: NavigationOptions): ReturnType<typeof html> {
  const shown = entries.filter(
    ({ onlyLocal, needs }) =>
      (mode === 'local' || !onlyLocal) && (needs === undefined || parts.includes(needs)),
  )
  return html`<nav class="pages" aria-label="Pages">
        ${shown.map(({ href, title }) => html`<a href="${href}" ${href === current ? html`aria-current="page"` : ''}>${title}</a>`)}
      </nav>`
}
