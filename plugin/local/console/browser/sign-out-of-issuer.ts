import type { AuthorizationServer } from 'oauth4webapi'
import type { Settings } from './settings.ts'

/**
 * Ends the session at the issuer too (OpenID Connect RP-Initiated Logout section 2). No token goes into the address: the client id
 * says who asks, and Okta, which wants the id token, gets it in a form. Cognito has a parameter of its own (`GET /logout`).
 */
export function signOut(settings: Settings, server: AuthorizationServer, idToken: string): void {
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
