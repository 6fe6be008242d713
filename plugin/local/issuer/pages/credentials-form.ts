import { html } from 'hono/html'
import type { Html } from '../../web/page.ts'
import { field } from './field.ts'

/** What went wrong with which field, in words for the user who typed it. */
export interface CredentialErrors {
  readonly email?: string | undefined
  readonly password?: string | undefined
}

export interface CredentialsFormOptions {
  readonly action: string
  readonly submit: string
  /** What was typed before, kept after an error. Never the password. */
  readonly email: string
  readonly errors: CredentialErrors
  readonly newPassword: boolean
}

/** Email and password. After an error the first wrong field has the focus, and its message is read out with it. */
export function credentialsForm(options: CredentialsFormOptions): Html {
  const { action, submit, email, errors, newPassword } = options
  const focusPassword = !errors.email && (Boolean(errors.password) || email !== '')
  return html`<form class="stack" method="post" action="${action}" novalidate>
        ${field({
          name: 'email',
          label: 'Email',
          type: 'email',
          autocomplete: 'username',
          value: email,
          error: errors.email,
          focus: !focusPassword,
        })}
        ${field({
          name: 'password',
          label: 'Password',
          type: 'password',
          autocomplete: newPassword ? 'new-password' : 'current-password',
          value: '',
          hint: newPassword ? 'At least 8 characters.' : undefined,
          error: errors.password,
          focus: focusPassword,
        })}
        <button class="button primary wide" type="submit">${submit}</button>
      </form>`
}
