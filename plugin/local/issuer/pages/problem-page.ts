import { html } from 'hono/html'
import type { HTTPException } from 'hono/http-exception'
import { UserError } from '../../../user-error.ts'
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

/** A form that cannot be read is 400 or 415; everything else that forms are refused for is 403. */
export function formStatus({ status }: HTTPException): 400 | 403 | 415 {
  return status === 400 || status === 415 ? status : 403
}

/** Why a page could not do what it should, such as a full disk. */
export function failure(error: Error): string {
  return error instanceof UserError ? error.message : 'The issuer failed. The terminal shows the reason.'
}
