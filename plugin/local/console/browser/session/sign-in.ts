import * as oauth from 'oauth4webapi'
import type { Settings } from '../settings.ts'

export interface Tokens {
  readonly id: string
  readonly access: string
  /** Leaves the page for the issuer, to end the session there too. */
  readonly signOut: () => void
  /** Leaves the page for new tokens, without asking again. */
  readonly renew: () => void
}

/** What must outlive the visit to the sign-in page. Useless without the code, which is issued only once. */
interface PendingSignIn {
  readonly verifier: string
  readonly state: string
  readonly nonce: string
  /** What the page showed: the part of its address after `#`. */
  readonly hash: string
}

const storageKey = 'claimcheck.sign-in'

/** The local issuer speaks plain HTTP, and only to this machine. */
const insecure = { [oauth.allowInsecureRequests]: true }

/** Set while somebody is signed in, in this tab: then a reload asks the issuer for new tokens without asking the person. */
const sessionMark = 'claimcheck.signed-in'

/** `silent`: tokens of a session that exists, or none (OpenID Connect Core 3.1.2.1, `prompt=none`). */
export type SignInWay = 'sign-in' | 'sign-up' | 'silent'

/** Leaves the page for the issuer's sign-in page: authorization code with PKCE (RFC 7636). */
export async function beginSignIn(settings: Settings, way: SignInWay): Promise<void> {
  const server = await discover(settings)
  const pending: PendingSignIn = {
    verifier: oauth.generateRandomCodeVerifier(),
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
    hash: location.hash,
  }
  sessionStorage.setItem(storageKey, JSON.stringify(pending))
  const url = new URL(server.authorization_endpoint ?? '')
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: settings.clientId,
    redirect_uri: settings.redirectUri,
    scope: settings.scopes,
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(pending.verifier),
    code_challenge_method: 'S256',
    ...(settings.audience && { audience: settings.audience }),
    ...(way === 'sign-up' && { screen_hint: 'signup' }),
    ...(way === 'silent' && { prompt: 'none' }),
  }).toString()
  location.assign(url)
}

/** After a reload: leaves the page for new tokens if somebody was signed in. @returns whether it leaves */
export async function resumeSignIn(settings: Settings): Promise<boolean> {
  const back = new URL(location.href).searchParams
  if (back.has('code') || back.has('error') || !sessionStorage.getItem(sessionMark)) return false
  sessionStorage.removeItem(sessionMark)
  await beginSignIn(settings, 'silent')
  return true
}

/** Exchanges the code in the address bar for tokens; `undefined` if the page was not opened by a sign-in. */
export async function finishSignIn(settings: Settings): Promise<Tokens | undefined> {
  const back = new URL(location.href)
  if (!back.searchParams.has('code') && !back.searchParams.has('error')) return undefined
  const stored = sessionStorage.getItem(storageKey)
  sessionStorage.removeItem(storageKey)
  const pending = stored ? (JSON.parse(stored) as PendingSignIn) : undefined
  history.replaceState(undefined, '', settings.redirectUri + (pending?.hash ?? ''))
  if (!pending) throw new Error('This sign-in was started in another tab. Sign in again here.')
  if (sessionEnded.has(back.searchParams.get('error') ?? '')) return undefined
  const tokens = await redeem(settings, await discover(settings), back, pending)
  sessionStorage.setItem(sessionMark, 'yes')
  return tokens
}

/** What a silent sign-in is answered where the person has to be asked (OpenID Connect Core 3.1.2.6). */
const sessionEnded: ReadonlySet<string> = new Set([
  'login_required',
  'consent_required',
  'interaction_required',
  'account_selection_required',
])

async function redeem(
  settings: Settings,
  server: oauth.AuthorizationServer,
  back: URL,
  pending: PendingSignIn,
): Promise<Tokens> {
  const client: oauth.Client = { client_id: settings.clientId }
  const parameters = oauth.validateAuthResponse(server, client, back, pending.state)
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    parameters,
    settings.redirectUri,
    pending.verifier,
    insecure,
  )
  const answer = await oauth.processAuthorizationCodeResponse(server, client, response, {
    expectedNonce: pending.nonce,
    requireIdToken: true,
  })
  await oauth.validateApplicationLevelSignature(server, response, insecure)
  const id = answer.id_token ?? ''
  return {
    id,
    access: answer.access_token,
    signOut: () => signOut(settings, server, id),
    renew: () => void beginSignIn(settings, 'silent'),
  }
}

/** The issuer's discovery document, fetched by the server where the issuer does not let a page read it. */
async function discover({ issuer, discoveryUrl }: Settings): Promise<oauth.AuthorizationServer> {
  return oauth.processDiscoveryResponse(issuer, await fetch(discoveryUrl))
}

/**
 * Ends the session at the issuer too (OpenID Connect RP-Initiated Logout section 2). No token goes into the address: the client id
 * names the client, and Okta, which requires the id token, gets it in a form. Cognito has a parameter of its own (`GET /logout`).
 */
function signOut(settings: Settings, server: oauth.AuthorizationServer, idToken: string): void {
  sessionStorage.removeItem(sessionMark)
  const { clientId: client_id, redirectUri, logout } = settings
  const { end_session_endpoint: endpoint = redirectUri } = server
  const standard = { client_id, post_logout_redirect_uri: redirectUri }
  if (logout === 'form') submit(endpoint, { ...standard, id_token_hint: idToken })
  else {
    const fields = logout === 'cognito' ? { client_id, logout_uri: redirectUri } : standard
    location.assign(`${endpoint}?${new URLSearchParams(fields)}`)
  }
}

function submit(action: string, fields: Readonly<Record<string, string>>): void {
  const form = document.createElement('form')
  Object.assign(form, { action, method: 'post', hidden: true })
  for (const [name, value] of Object.entries(fields)) {
    const input = document.createElement('input')
    form.append(Object.assign(input, { type: 'hidden', name, value }))
  }
  document.body.append(form)
  form.submit()
}
