import * as oauth from 'oauth4webapi'

/** Where a public client of a pool sends users to sign in. */
export interface SignInPlace {
  /** Of the authorize endpoint; the token endpoint is next to it. */
  readonly authorizeUrl: string
  readonly issuer: string
  readonly clientId: string
  readonly redirectUrl: string
}

export interface Account {
  readonly email: string
  readonly password: string
}

// An emulator on this machine has no certificate.
const insecure = { [oauth.allowInsecureRequests]: true }

/** Signs in through the HTML form of a Cognito emulator, and exchanges the code for tokens. */
export async function signInByForm(
  place: SignInPlace,
  account: Account,
  scopes: readonly string[],
): Promise<{ id: string; access: string }> {
  const server = serverOf(place)
  const client = { client_id: place.clientId }
  const verifier = oauth.generateRandomCodeVerifier()
  const state = oauth.generateRandomState()
  const page = await fetch(await authorizeUrl(place, scopes, verifier, state))
  const back = await submitForm(page, account)
  const parameters = oauth.validateAuthResponse(server, client, back, state)
  const answer = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    parameters,
    place.redirectUrl,
    verifier,
    insecure,
  )
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, answer, {
    requireIdToken: true,
  })
  return { id: tokens.id_token ?? '', access: tokens.access_token }
}

function serverOf({ authorizeUrl, issuer }: SignInPlace): oauth.AuthorizationServer {
  return {
    issuer,
    authorization_endpoint: authorizeUrl,
    token_endpoint: new URL('token', authorizeUrl).href,
  }
}

async function authorizeUrl(
  place: SignInPlace,
  scopes: readonly string[],
  verifier: string,
  state: string,
): Promise<string> {
  const url = new URL(place.authorizeUrl)
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: place.clientId,
    redirect_uri: place.redirectUrl,
    scope: scopes.join(' '),
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  }).toString()
  return url.href
}

/** Fills in the one form of the page and comes back with the address that it leads to. */
async function submitForm(page: Response, { email, password }: Account): Promise<URL> {
  const html = await page.text()
  const action = /<form[^>]*\baction="([^"]+)"/.exec(html)?.[1]
  if (!action) throw new Error(`The sign-in page has no form (status ${page.status}).`)
  const hidden = [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)]
  const fields = new URLSearchParams(
    hidden.map(([, name = '', value = '']): [string, string] => [name, unescapeHtml(value)]),
  )
  fields.set('username', email)
  fields.set('password', password)
  const answer = await fetch(new URL(action, page.url), { method: 'POST', body: fields, redirect: 'manual' })
  await answer.body?.cancel()
  const location = answer.headers.get('location')
  if (!location) throw new Error(`The sign-in was refused (status ${answer.status}).`)
  return new URL(location, page.url)
}

function unescapeHtml(text: string): string {
  const characters: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#x27': "'", amp: '&' }
  return text.replace(/&(lt|gt|quot|#x27|amp);/g, (_, name: string) => characters[name] ?? '')
}
