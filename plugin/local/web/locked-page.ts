import { html } from 'hono/html'
import { type Html, page } from './page.ts'

/** The command that serves the pages. */
export type RunCommand = 'serverless local' | 'serverless console'

/**
 * What a browser gets without the key of the run: where the link is. A browser that has the key does not send it when another site
 * led here (`SameSite=Strict`), so the page's program asks again from here; the link at the end does the same without a program.
 *
 * @param isOldLink whether the address has a key, of another run.
 */
export function lockedPage(command: RunCommand, isOldLink: boolean): Html {
  return page({
    title: 'Open the console with its link',
    script: '/unlock.js',
    main: html`<main class="narrow">
      <div class="card">
        <div class="card-head">
          <h1>Open the console with its link</h1>
          <p class="lead" role="alert">${
            isOldLink
              ? 'This link is from an earlier run. There is a new one at each start.'
              : 'These pages show tokens and users, so they open only with the link that the run has printed.'
          }</p>
        </div>
        <p>The link is in the terminal of <code>${command}</code>: <code>http://localhost:…/?key=…</code></p>
        ${command === 'serverless local' ? printAgain() : ''}
        <p class="hint">Opened it in this browser before? <a href="/">Continue</a></p>
      </div>
    </main>`,
  })
}

function printAgain(): Html {
  return html`<p>To print it again, in the folder of the service:</p>
        <pre class="body" tabindex="0">npx claimcheck link</pre>
        <p class="hint">With <code>--state DIR</code>, if the run has it.</p>`
}
