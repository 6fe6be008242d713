import { html } from 'hono/html'
import { navigation, type RunMode, type RunPart } from '../web/navigation.ts'
import { type Html, mark, page } from '../web/page.ts'

/** What the page's program needs to sign in and to call the API. Passed as `data-` attributes. */
export interface ConsoleSettings {
  readonly mode: RunMode
  /** What the run has pages for. */
  readonly parts: readonly RunPart[]
  /** Undefined where the issuer's URL does not show it. */
  readonly provider: string | undefined
  /** Exactly as in `iss`. */
  readonly issuer: string
  readonly clientId: string
  /** What to request, exactly as in the token. */
  readonly scopes: readonly string[]
  readonly apiUrl: string
  /** Where the page reads the issuer's discovery document. */
  readonly discoveryUrl: string
  /** Sent as `audience` when signing in, where the provider issues no access token for the API without it. */
  readonly audience?: string | undefined
  /** The folder of the run as commands name it, where that is not the default: `--state DIR`. */
  readonly stateOption?: string | undefined
}

const providerTitles: Readonly<Record<string, string>> = {
  cognito: 'Amazon Cognito',
  auth0: 'Auth0',
  okta: 'Okta',
  oidc: 'OpenID Connect (RFC 9068)',
}

/** The page at `/`: sign in, see both tokens, call the API with either. */
export function consolePage(settings: ConsoleSettings): Html {
  return page({
    title: 'Console',
    script: '/console.js',
    style: '/console.css',
    nav: navigation(settings),
    main: html`<main id="console" ${attributes(settings)}>
      <p id="notice" class="notice" role="alert" hidden></p>
      ${welcome(settings)}
      <div id="app"></div>
    </main>`,
  })
}

/** The providers that end a session in another way than OpenID Connect's `client_id` parameter. */
const logouts: ReadonlyMap<string | undefined, string> = new Map([
  ['cognito', 'cognito'],
  ['okta', 'form'],
])

function attributes(settings: ConsoleSettings): Html {
  const {
    mode,
    provider,
    issuer,
    clientId,
    scopes,
    apiUrl,
    discoveryUrl,
    audience = '',
    stateOption = '',
  } = settings
  const logout = (mode === 'stage' && logouts.get(provider)) || 'standard'
  return html`data-mode="${mode}" data-issuer="${issuer}" data-client-id="${clientId}" data-scopes="${scopes.join(' ')}" data-api-url="${apiUrl}" data-discovery-url="${discoveryUrl}" data-audience="${audience}" data-logout="${logout}" data-state-option="${stateOption}"`
}

function welcome({ mode, provider = '', issuer, apiUrl }: ConsoleSettings): Html {
  return html`<section id="welcome" class="welcome">
        <div>
          <h1>See what your API sees.</h1>
          <p class="lead">Sign in, compare the id token with the access token, call the API with either or with a broken one, and read why it was refused.</p>
          <p class="actions">
            <button class="button primary" type="button" id="sign-in" disabled>Sign in</button>
            <button class="button" type="button" id="sign-up" disabled>Create an account</button>
          </p>
          <noscript><p class="notice">This page needs JavaScript to sign in, show tokens and call the API.</p></noscript>
        </div>
        ${gatewayChecks()}
        <dl class="facts">
          ${provider && html`<div><dt>${mode === 'local' ? 'Token format' : 'Provider'}</dt><dd>${providerTitles[provider] ?? provider}</dd></div>`}
          <div><dt>Issuer</dt><dd><code>${issuer}</code></dd></div>
          <div><dt>API</dt><dd><code>${apiUrl}</code></dd></div>
        </dl>
      </section>`
}

/** Amazon API Gateway developer guide, "Control access to HTTP APIs with JWT authorizers". */
function gatewayChecks(): Html {
  const checks = [
    ['Signature', 'made with one of the issuer’s keys'],
    ['iss', 'exactly the authorizer’s issuer'],
    ['aud', 'or client_id: in the authorizer’s audience list'],
    ['exp, nbf, iat', 'valid now'],
    ['scope', 'one that the route requires, if any'],
  ]
  return html`<section class="card" aria-labelledby="checks-title">
          <div class="card-head"><h2 id="checks-title">What the gateway checks</h2></div>
          <ol class="checks">
            ${checks.map(([name, rule]) => html`<li>${mark()}<div><code>${name}</code> <span class="hint">${rule}</span></div></li>`)}
          </ol>
        </section>`
}
