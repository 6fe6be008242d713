import { html } from 'hono/html'
import { type Html, page } from '../../web/page.ts'
import { field } from '../pages/field.ts'
import { issuerStyle } from '../pages/issuer-style.ts'

export interface ForgottenPageOptions {
  readonly uid: string
  /** What was typed before. */
  readonly email: string
  readonly error?: string
}

/** Asks whose password is forgotten. */
export function forgottenPage({ uid, email, error }: ForgottenPageOptions): Html {
  return page({
    title: error ? 'No code shown' : 'Forgot password',
    style: issuerStyle,
    main: html`<main class="narrow">
      <div class="card">
        <div class="card-head">
          <h1>Forgot password</h1>
          <p class="lead">No email is sent. The terminal that runs claimcheck shows a code instead.</p>
        </div>
        <form class="stack" method="post" action="/sign-in/${uid}/forgotten" novalidate>
          ${field({ name: 'email', label: 'Email', type: 'email', autocomplete: 'username', value: email, error, focus: true })}
          <button class="button primary wide" type="submit">Show a code in the terminal</button>
        </form>
        <p class="aside">Remembered it? <a href="/sign-in/${uid}">Sign in</a></p>
      </div>
    </main>`,
  })
}
