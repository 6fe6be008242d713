import { html } from 'hono/html'
import { type Html, mark, page } from '../../web/page.ts'
import { issuerStyle } from '../pages/issuer-style.ts'
import { scopeWords } from './scope-words.ts'

export interface ConsentPageOptions {
  readonly uid: string
  /** Who asks. */
  readonly client: string
  /** E-mail of who is asked. */
  readonly email: string
  /** What is asked for, as on the wire. */
  readonly scopes: readonly string[]
}

/** Asks a person whether a client may have what it wants. */
export function consentPage({ uid, client, email, scopes }: ConsentPageOptions): Html {
  return page({
    title: 'Allow access',
    style: issuerStyle,
    main: html`<main class="narrow">
      <div class="card">
        <div class="card-head">
          <h1>Allow access?</h1>
          <p class="lead"><strong>${client}</strong> asks for this, for the account <strong class="account">${email}</strong>:</p>
        </div>
        <ul class="asked">
          ${scopes.map((scope) => html`<li>${mark()}<span>${scopeWords(scope)}</span> <code>${scope}</code></li>`)}
        </ul>
        <form class="stack" method="post" action="/sign-in/${uid}/consent">
          <button class="button primary wide" type="submit" name="answer" value="allow">Allow</button>
          <button class="button wide" type="submit" name="answer" value="deny">Deny</button>
        </form>
        <p class="hint">Asked once. An app on localhost is always asked for, since nobody can tell whose it is.</p>
      </div>
    </main>`,
  })
}
