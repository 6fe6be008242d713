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

/** A whole document in the look of the console. It needs no script to be read; `every-page.js` adds the choice of colors. */
export function page({ title, main, script, style, nav }: PageOptions): Html {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${title} · claimcheck</title>
    <link rel="icon" href="/favicon.svg" type="image/svg+xml">
    <script src="/every-page.js"></script>
    <link rel="stylesheet" href="/style.css">
    ${style ? html`<link rel="stylesheet" href="${style}">` : ''}
    ${script ? html`<script type="module" src="${script}"></script>` : ''}
  </head>
  <body>
    <a class="skip" href="#content">Skip to the content</a>
    <header class="masthead">
      <a class="brand" href="/">${mark()}claimcheck</a>
      ${nav ?? ''}
      <div id="session" class="session"></div>
      ${colorSwitch()}
    </header>
    <div id="content" tabindex="-1">
    ${main}
    </div>
  </body>
</html>
`
}

/** One of three: as the system has it, light, or dark. `every-page.ts` gives it its label, and hides the other two pictures. */
function colorSwitch(): Html {
  return html`<button type="button" id="colors" class="colors" aria-label="Colors">
        <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
          <g class="if-auto"><circle cx="12" cy="12" r="8.5"/><path class="filled" d="M12 3.5a8.5 8.5 0 0 1 0 17z"/></g>
          <g class="if-light"><circle cx="12" cy="12" r="4.2"/><path d="M12 2.5v2.4M12 19.1v2.4M2.5 12h2.4M19.1 12h2.4M5.3 5.3 7 7M17 17l1.7 1.7M18.7 5.3 17 7M7 17l-1.7 1.7"/></g>
          <path class="if-dark" d="M19.8 14.2A8.3 8.3 0 0 1 9.8 4.2a8.3 8.3 0 1 0 10 10z"/>
        </svg>
      </button>`
}

/** The claim check itself: a ticket with a tick. */
export function mark(): Html {
  return html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <path class="mark-ticket" d="M3 8a3 3 0 0 1 3-3h20a3 3 0 0 1 3 3v4a4 4 0 0 0 0 8v4a3 3 0 0 1-3 3H6a3 3 0 0 1-3-3v-4a4 4 0 0 0 0-8z"/>
        <path class="mark-tick" d="m10.5 16.5 4 4 7.5-9"/>
      </svg>`
}
