import { html } from 'hono/html'

/** Markup whose variable parts are escaped. */
export type Html = ReturnType<typeof html>

export interface PageOptions {
  /** For the tab; the product's name is put after it. */
  readonly title: string
  readonly main: Html
  /** Path of a module to load. */
  readonly script?: string
  /** The links to the other pages of the run; see `navigation`. */
  readonly nav?: Html
  /** Path of a style sheet loaded after the common one. */
  readonly style?: string
}

/** A whole document in the look of the console. It needs no script to be read. */
export function page({ title, main, script, style, nav }: PageOptions): Html {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${title} · claimcheck</title>
    <link rel="icon" href="/favicon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/style.css">
    ${style ? html`<link rel="stylesheet" href="${style}">` : ''}
    ${script ? html`<script type="module" src="${script}"></script>` : ''}
  </head>
  <body>
    <header class="masthead">
      <a class="brand" href="/">${mark()}claimcheck</a>
      ${nav ?? ''}
      <div id="session" class="session"></div>
    </header>
    ${main}
  </body>
</html>
`
}

/** The claim check itself: a ticket with a tick. */
export function mark(): Html {
  return html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <path class="mark-ticket" d="M3 8a3 3 0 0 1 3-3h20a3 3 0 0 1 3 3v4a4 4 0 0 0 0 8v4a3 3 0 0 1-3 3H6a3 3 0 0 1-3-3v-4a4 4 0 0 0 0-8z"/>
        <path class="mark-tick" d="m10.5 16.5 4 4 7.5-9"/>
      </svg>`
}
