import { html } from 'hono/html'
import { type Html, mark, page } from '../../web/page.ts'
import { issuerStyle } from '../pages/issuer-style.ts'
import { groupScopes } from './scope-words.ts'

export interface ConsentPageOptions {
  readonly uid: string
  /** Who asks. */
  readonly client: string
  /** Email of the user who is asked. */
  readonly email: string
  /** Requested scopes, as in the request. */
  readonly scopes: readonly string[]
}

/** Asks the user whether a client may have the scopes that it requests. */
export function consentPage({ uid, client, email, scopes }: ConsentPageOptions): Html {
  return page({
    title: 'Allow access',
    style: issuerStyle,
    main: html`<main class="narrow">
      <div class="card">
        <div class="card-head">
          <h1>Allow access?</h1>
          <p class="lead"><strong>${client}</strong> requests access as <strong class="email">${email}</strong>:</p>
        </div>
        <ul class="asked">
          ${groupScopes(scopes).map(({ words, scopes: names }) => html`<li>${mark()}<span>${words}</span> <span class="names">${names.map((name) => html`<code>${name}</code> `)}</span></li>`)}
        </ul>
        <form class="stack consent" method="post" action="/sign-in/${uid}/consent">
          <button class="button primary" type="submit" name="answer" value="allow">Allow</button>
          <button class="button" type="submit" name="answer" value="deny">Deny</button>
          <p class="hint">You are asked once. Apps on localhost always need consent, because their owner cannot be verified.</p>
        </form>
      </div>
    </main>`,
  })
}
