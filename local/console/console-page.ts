import { html } from 'hono/html'
import { type Html, mark, page } from './page.ts'

/** What the page's program needs to sign in and to call the API. Handed over as `data-` attributes. */
export interface ConsoleSettings {
  readonly provider: string
  /** Exactly as in `iss`. */
  readonly issuer: string
  readonly clientId: string
  /** To be sent as `audience`, where the provider gives no access token for the API without it. */
  readonly audience: string | undefined
  /** What to ask for, as on the wire. */
  readonly scopes: readonly string[]
  readonly apiUrl: string
}

const providerTitles: Readonly<Record<string, string>> = {
  cognito: 'Amazon Cognito',
  auth0: 'Auth0',
  okta: 'Okta',
  oidc: 'OpenID Connect (RFC 9068)',
}

/** The page at `/`: sign in, look at both tokens, call the API with either. */
export function consolePage(settings: ConsoleSettings): Html {
  return page({
    title: 'Console',
    script: '/console.js',
    main: html`<main id="console" data-issuer="${settings.issuer}" data-client-id="${settings.clientId}" data-audience="${settings.audience ?? ''}" data-scopes="${settings.scopes.join(' ')}" data-api-url="${settings.apiUrl}">
      <p id="notice" class="notice" role="alert" hidden></p>
      ${welcome(settings)} ${tokens()} ${call(settings)}
    </main>`,
  })
}

function welcome({ provider, issuer, apiUrl }: ConsoleSettings): Html {
  return html`<section id="welcome" class="welcome">
        <div>
          <h1>See what your API sees.</h1>
          <p class="lead">Sign in, compare the id token with the access token, and call the API with either one.</p>
          <p class="actions">
            <button class="button primary" type="button" id="sign-in">Sign in</button>
            <button class="button" type="button" id="sign-up">Create an account</button>
          </p>
          <noscript><p class="notice">Signing in works without scripts. Showing tokens and calling the API does not.</p></noscript>
        </div>
        ${gatewayChecks()}
        <dl class="facts">
          <div><dt>Tokens in the form of</dt><dd>${providerTitles[provider] ?? provider}</dd></div>
          <div><dt>Issuer</dt><dd><code>${issuer}</code></dd></div>
          <div><dt>API</dt><dd><code>${apiUrl}</code></dd></div>
        </dl>
      </section>`
}

/** Amazon API Gateway developer guide, "Control access to HTTP APIs with JWT authorizers". */
function gatewayChecks(): Html {
  const checks = [
    ['Signature', 'by a key of the issuer'],
    ['iss', 'exactly the authorizer’s issuer'],
    ['aud', 'or client_id, one the authorizer lists'],
    ['exp, nbf, iat', 'valid now'],
    ['scope', 'one that the route asks for, if any'],
  ]
  return html`<section class="card ticket" aria-labelledby="checks-title">
          <div class="stub"><h2 id="checks-title">What the gateway checks</h2></div>
          <ol class="checks">
            ${checks.map(([name, wanted]) => html`<li>${mark()}<div><code>${name}</code> <span class="hint">${wanted}</span></div></li>`)}
          </ol>
        </section>`
}

function tokens(): Html {
  return html`<section id="tokens" hidden aria-labelledby="tokens-title">
        <div class="section-head">
          <h2 id="tokens-title" tabindex="-1">Your two tokens</h2>
          <p class="legend"><span class="badge only">only here</span> <span class="badge differs">differs</span> between the two</p>
          <p class="first-call" id="first-call" role="status"></p>
        </div>
        <div class="pair">
          ${token('id', 'Id token', 'Who signed in. Meant for the app.')}
          ${token('access', 'Access token', 'What the app may do. Meant for the API.')}
        </div>
      </section>`
}

function token(use: string, title: string, meaning: string): Html {
  return html`<article class="card ticket token" aria-labelledby="${use}-title">
            <header class="stub">
              <div>
                <h3 id="${use}-title">${title}</h3>
                <p class="hint">${meaning}</p>
              </div>
              <button class="button small" type="button" data-copy="${use}" aria-label="Copy the ${title.toLowerCase()}">Copy</button>
            </header>
            <h4>Header</h4>
            <dl class="claims" id="${use}-header"></dl>
            <h4>Payload</h4>
            <dl class="claims" id="${use}-payload"></dl>
          </article>`
}

function call({ apiUrl }: ConsoleSettings): Html {
  return html`<section id="call" hidden aria-labelledby="call-title">
        <div class="section-head">
          <h2 id="call-title">Call the API</h2>
          <p class="hint"><code>${apiUrl}</code></p>
        </div>
        <div class="pair call">
          <form id="request" class="card stack" novalidate>
            ${choice('Request', 'route', [
              ['GET /profile', 'GET /profile'],
              ['POST /profile', 'POST /profile'],
              ['DELETE /profile', 'DELETE /profile'],
            ])}
            ${choice('Token', 'token', [
              ['access', 'Access token'],
              ['id', 'Id token'],
              ['none', 'No token'],
            ])}
            <fieldset id="body" class="stack" hidden disabled>
              <legend>Body</legend>
              <div class="field"><label for="displayName">displayName</label><input id="displayName" name="displayName" autocomplete="off" value="Ada"></div>
              <div class="field"><label for="bio">bio</label><textarea id="bio" name="bio" rows="2"></textarea></div>
              <div class="field"><label for="interests">interests</label><input id="interests" name="interests" autocomplete="off" aria-describedby="interests-hint"><p class="hint" id="interests-hint">Separated by commas. Empty fields are not sent.</p></div>
            </fieldset>
            <button class="button primary wide" type="submit">Send</button>
          </form>
          <div class="card answer" id="answer" role="status" aria-label="Answer of the API">
            <p class="hint">No answer yet.</p>
          </div>
        </div>
      </section>`
}

function choice(legend: string, name: string, options: readonly (readonly [string, string])[]): Html {
  return html`<fieldset class="choice">
              <legend>${legend}</legend>
              <div class="choices">
                ${options.map(
                  ([value, label], index) =>
                    html`<label><input type="radio" name="${name}" value="${value}"${index === 0 ? html` checked` : ''}><span>${label}</span></label>`,
                )}
              </div>
            </fieldset>`
}
