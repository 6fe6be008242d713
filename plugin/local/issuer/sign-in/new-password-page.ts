import { html } from 'hono/html'
import { type Html, page } from '../../web/page.ts'
import { field } from '../pages/field.ts'
import { issuerStyle } from '../pages/issuer-style.ts'

export interface NewPasswordPageOptions {
  readonly uid: string
  /** For which a code was asked. */
  readonly email: string
  readonly errors: { readonly code?: string; readonly password?: string }
}

/** Asks for the code and for the new password. Shows the same whether or not the email belongs to a user. */
export function newPasswordPage({ uid, email, errors }: NewPasswordPageOptions): Html {
  const failed = Object.keys(errors).length > 0
  return page({
    title: failed ? 'Password not changed' : 'New password',
    style: issuerStyle,
    main: html`<main class="narrow">
      <div class="card">
        <div class="card-head">
          <h1>New password</h1>
          <p class="lead">If <strong class="email">${email}</strong> is a user here, the terminal that runs claimcheck shows a six-digit code.</p>
        </div>
        <form class="stack" method="post" action="/sign-in/${uid}/new-password" novalidate>
          <input type="text" name="username" value="${email}" autocomplete="username" readonly hidden>
          ${field({
            name: 'code',
            label: 'Code',
            type: 'text',
            inputMode: 'numeric',
            autocomplete: 'one-time-code',
            value: '',
            error: errors.code,
            focus: !errors.password,
          })}
          ${field({
            name: 'password',
            label: 'New password',
            type: 'password',
            autocomplete: 'new-password',
            value: '',
            hint: 'At least 8 characters.',
            error: errors.password,
            focus: errors.password !== undefined,
          })}
          <button class="button primary wide" type="submit">Change and sign in</button>
        </form>
        <p class="aside">No code, or expired? <a href="/sign-in/${uid}/forgotten">Get another</a></p>
      </div>
    </main>`,
  })
}
