import { html } from 'hono/html'
import type { Html } from '../../web/page.ts'

export interface FieldOptions {
  readonly name: string
  readonly label: string
  readonly type: string
  readonly autocomplete: string
  readonly value: string
  /** Which keyboard a telephone shows. */
  readonly inputMode?: 'numeric'
  readonly hint?: string | undefined
  readonly error?: string | undefined
  /** Several lines, this many at first. @default one */
  readonly rows?: number
  /** Whether the page begins here. */
  readonly focus?: boolean
  /** @default true */
  readonly required?: boolean
}

/** One field with its label; what is wrong with it, or else the hint, is read out with it. */
export function field(options: FieldOptions): Html {
  const { name, label, hint, error } = options
  const advice = error ? undefined : hint
  return html`<div class="field">
          <label for="${name}">${label}</label>
          ${control(options)}
          ${advice ? html`<p class="hint" id="${name}-hint">${advice}</p>` : ''}
          ${error ? html`<p class="field-error" id="${name}-error">${error}</p>` : ''}
        </div>`
}

function control(options: FieldOptions): Html {
  const { name, type, autocomplete, value, inputMode, hint, error, focus, rows, required = true } = options
  const described = error ? `${name}-error` : hint ? `${name}-hint` : ''
  const common = html`id="${name}" name="${name}" autocomplete="${autocomplete}" spellcheck="false" autocapitalize="none"${inputMode ? html` inputmode="${inputMode}"` : ''}${required ? html` required` : ''}${described ? html` aria-describedby="${described}"` : ''}${error ? html` aria-invalid="true"` : ''}${focus ? html` autofocus` : ''}`
  // A browser drops one line break after the tag: https://html.spec.whatwg.org/multipage/syntax.html#element-restrictions
  if (rows !== undefined) return html`<textarea ${common} rows="${rows}">\n${value}</textarea>`
  return html`<input type="${type}" value="${value}" ${common}>`
}

/** An email address that, where it does not fit, breaks before its @ and its dots rather than within a word. */
export function emailText(email: string): Html {
  const parts = email.split(/(?=[@.])/)
  return html`${parts.map((part, index) => (index === 0 ? part : html`<wbr>${part}`))}`
}
