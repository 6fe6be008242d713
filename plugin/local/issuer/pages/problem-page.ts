import { html } from 'hono/html'
import { type Html, page } from '../../web/page.ts'

/** A request that the issuer could not continue, and the link back. */
export function problemPage(reason: string, back = { href: '/', label: 'Start again' }): Html {
  return page({
    title: 'This did not work',
    main: html`<main class="narrow">
      <div class="card">
        <div class="card-head">
          <h1>This did not work</h1>
          <p class="lead" role="alert">${reason}</p>
        </div>
        <p><a class="button primary wide" href="${back.href}">${back.label}</a></p>
      </div>
    </main>`,
  })
}
