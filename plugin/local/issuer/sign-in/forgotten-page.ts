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
    title: error ? 'Could not make a code' : 'Forgotten password',
    style: issuerStyle,
    main: html`<main class="narrow">
      <div class="card">
        <div class="card-head">
          <h1>Forgotten password</h1>
          <p class="lead">A code for a new one appears in the terminal that runs claimcheck, in place of a mail.</p>
        </div>
        <form class="stack" method="post" action="/sign-in/${uid}/forgotten" novalidate>
          ${field({ name: 'email', label: 'E-mail', type: 'email', autocomplete: 'username', value: email, error, focus: true })}
          <button class="button primary wide" type="submit">Make a code</button>
        </form>
        <p class="aside">It came back to you? <a href="/sign-in/${uid}">Sign in</a></p>
      </div>
    </main>`,
  })
}
