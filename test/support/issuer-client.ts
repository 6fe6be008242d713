import * as oauth from 'oauth4webapi'
import type { Issuer } from '../../plugin/local/issuer/start-issuer.ts'

/** A browser without scripts: it keeps cookies by path, fills in forms and follows redirects one at a time. */
export class PlainBrowser {
  readonly #cookies = new Map<string, { value: string; path: string }>()

  async get(url: string): Promise<Response> {
    return this.#send(url, {})
  }

  async submit(url: string, fields: Record<string, string>): Promise<Response> {
    return this.#send(url, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { origin: new URL(url).origin },
    })
  }

  /** Follows redirects until a page, or until an address that `stop` accepts; that one is not fetched. */
  async follow(response: Response, stop: (url: URL) => boolean): Promise<{ url: URL; page?: Response }> {
    let current = response
    for (let hops = 0; hops < 10; hops += 1) {
      const location = current.headers.get('location')
      if (!location) return { url: new URL(current.url), page: current }
      const url = new URL(location, current.url)
      if (stop(url)) return { url }
      current = await this.get(url.href)
    }
    throw new Error('Ten redirects and no end.')
  }

  /** The `cookie` header of a request to that address. */
  cookieFor(url: string): string {
    const { pathname } = new URL(url)
    return [...this.#cookies]
      .filter(([, { path }]) => path === '/' || pathname === path || pathname.startsWith(`${path}/`))
      .map(([name, { value }]) => `${name.slice(name.indexOf(' ') + 1)}=${value}`)
      .join('; ')
  }

  async #send(
    url: string,
    init: { method?: string; body?: URLSearchParams; headers?: Record<string, string> },
  ) {
    const cookie = this.cookieFor(url)
    const headers = { ...init.headers, accept: 'text/html', ...(cookie ? { cookie } : {}) }
    const response = await fetch(url, { ...init, headers, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) this.#keep(line)
    return response
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(/;\s*/)
    const [name = '', value = ''] = pair.split(/=(.*)/s)
    const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice('path='.length) ?? '/'
    const key = `${path} ${name}`
    if (value) this.#cookies.set(key, { value, path })
    else this.#cookies.delete(key)
  }
}

export const insecure = { [oauth.allowInsecureRequests]: true }

async function discover({ issuer }: Issuer): Promise<oauth.AuthorizationServer> {
  const url = new URL(issuer)
  return oauth.processDiscoveryResponse(url, await oauth.discoveryRequest(url, insecure))
}

export interface CodeRequest {
  readonly server: oauth.AuthorizationServer
  readonly client: oauth.Client
  readonly redirectUri: string
  readonly verifier: string
  readonly state: string
  readonly nonce: string
  readonly url: URL
}

/** An authorization request as a careful client makes it; `changes` spoil it (`undefined` leaves a parameter out). */
export async function codeRequest(
  issuer: Issuer,
  changes: Record<string, string | undefined> = {},
): Promise<CodeRequest> {
  const server = await discover(issuer)
  const redirectUri = `${issuer.url}/`
  const verifier = oauth.generateRandomCodeVerifier()
  const state = oauth.generateRandomState()
  const nonce = oauth.generateRandomNonce()
  const parameters = {
    response_type: 'code',
    client_id: issuer.clientId,
    redirect_uri: redirectUri,
    scope: 'openid profile email',
    // Auth0 alone looks at it.
    audience: issuer.audience[0],
    state,
    nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...changes,
  }
  const url = new URL(server.authorization_endpoint ?? '')
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) url.searchParams.set(name, value)
  }
  return { server, client: { client_id: issuer.clientId }, redirectUri, verifier, state, nonce, url }
}

/** Signs up or in through the HTML forms, allows what is asked, and comes back with the address that holds the code. */
export async function passForms(
  browser: PlainBrowser,
  request: Pick<CodeRequest, 'url' | 'redirectUri'>,
  credentials: { email: string; password: string },
  form: 'sign-in' | 'new-account' = 'new-account',
): Promise<URL> {
  const isBack = (url: URL) => url.href.startsWith(`${request.redirectUri}?`)
  const arrived = await browser.follow(await browser.get(request.url.href), isBack)
  if (!arrived.page) return arrived.url
  const action = form === 'sign-in' ? arrived.url.href : `${arrived.url.href}/new-account`
  let { url, page } = await browser.follow(await browser.submit(action, credentials), isBack)
  const text = await page?.clone().text()
  if (text?.includes('<h1>Allow access?</h1>')) {
    const answer = await browser.submit(`${url.href}/consent`, { answer: 'allow' })
    ;({ url, page } = await browser.follow(answer, isBack))
  }
  if (page) throw new Error(`The form was refused: ${page.status} ${await page.text()}`)
  return url
}

/** Passes the page that asks whether to sign out, and comes back with where the browser is sent then. */
export async function passSignOut(browser: PlainBrowser, url: URL): Promise<string | null> {
  const form = await (await browser.get(url.href)).text()
  const action = /action="([^"]+)"/.exec(form)?.[1] ?? ''
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(form)?.[1] ?? ''
  const out = await browser.submit(action, { xsrf, logout: 'yes' })
  return out.headers.get('location')
}

/** Whether the browser still has a session that a client can use without a question. */
export async function isSignedIn(browser: PlainBrowser, issuer: Issuer): Promise<boolean> {
  const { url, redirectUri } = await codeRequest(issuer, { prompt: 'none' })
  const back = await browser.follow(await browser.get(url.href), ({ href }) =>
    href.startsWith(`${redirectUri}?`),
  )
  return back.url.searchParams.has('code')
}

/** Changes the code into tokens; oauth4webapi checks state, issuer, nonce, times, audience and signature. */
export async function redeemCode(request: CodeRequest, back: URL): Promise<oauth.TokenEndpointResponse> {
  const { server, client, redirectUri, verifier, state, nonce } = request
  const parameters = oauth.validateAuthResponse(server, client, back, state)
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    parameters,
    redirectUri,
    verifier,
    insecure,
  )
  const answer = await oauth.processAuthorizationCodeResponse(server, client, response, {
    expectedNonce: nonce,
    requireIdToken: true,
  })
  await oauth.validateApplicationLevelSignature(server, response, insecure)
  return answer
}
