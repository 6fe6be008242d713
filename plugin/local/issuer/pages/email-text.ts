import { html } from 'hono/html'
import type { Html } from '../../web/page.ts'

/** An e-mail address that, where there is no room for it, breaks before its @ and its dots rather than within a word. */
export function emailText(email: string): Html {
  const parts = email.split(/(?=[@.])/)
  return html`${parts.map((part, index) => (index === 0 ? part : html`<wbr>${part}`))}`
}
