import type { NotFoundHandler } from 'hono'
import { html } from 'hono/html'
import { type Html, page } from './page.ts'
import { showPage } from './page-headers.ts'

/**
 * Answers what no page has: this port is the console's, and people look for the API here.
 *
 * @param url origin of the pages
 */
export function answerMissing(url: string, apiUrl: string): NotFoundHandler {
  return (c) => {
    if (c.req.path.startsWith('/_')) return c.json({ message: 'There is no such endpoint.' }, 404)
    return showPage(c, url, missingPage(apiUrl), 404)
  }
}

/** For an address of this port that has no page. */
export function missingPage(apiUrl: string): Html {
  return page({
    title: 'No such page',
    main: html`<main class="narrow">
      <div class="card">
        <div class="card-head">
          <h1>No such page</h1>
          <p class="lead">The console has no page at this address. The API is at <code>${apiUrl}</code>.</p>
        </div>
        <p><a class="button primary wide" href="/">Open the console</a></p>
      </div>
    </main>`,
  })
}
