import { html, raw } from 'hono/html'
import { type Html, page } from '../../web/page.ts'

/**
 * Asks before the session ends.
 *
 * @param form the form of `oidc-provider`, which carries its own guard against forged requests.
 * @param immediate do not wait for the answer, where scripts run.
 */
export function signOutPage(form: string, immediate: boolean): Html {
  return page({
    title: 'Sign out',
    ...(immediate ? { script: '/sign-out.js' } : {}),
    main: html`<main class="narrow">
      <div class="card">
        <div class="card-head">
          <h1>Sign out?</h1>
          <p class="lead">Tokens already issued stay valid until they expire.</p>
        </div>
        ${raw(form)}
        <div class="stack">
          <button class="button primary wide" type="submit" form="op.logoutForm" name="logout" value="yes" autofocus>Sign out</button>
          <button class="button wide" type="submit" form="op.logoutForm">Stay signed in</button>
        </div>
      </div>
    </main>`,
  })
}

export function signedOutPage(): Html {
  return page({
    title: 'Signed out',
    main: html`<main class="narrow">
      <div class="card">
        <div class="card-head">
          <h1>You are signed out</h1>
        </div>
        <p><a class="button primary wide" href="/">Back to the console</a></p>
      </div>
    </main>`,
  })
}
