import type { AuthorizationServer } from 'oauth4webapi'
import type { Settings } from './settings.ts'

/**
 * OpenID Connect RP-Initiated Logout section 2, as a form: the id token that it asks for belongs into no URL. Cognito has a way of
 * its own, which asks for none (`GET /logout`).
 */
export function signOut(settings: Settings, server: AuthorizationServer, idToken: string): void {
  const { clientId: client_id, redirectUri, logoutByUri } = settings
  const action = server.end_session_endpoint
  if (!action) return location.assign(redirectUri)
  if (logoutByUri) {
    return location.assign(`${action}?${new URLSearchParams({ client_id, logout_uri: redirectUri })}`)
  }
  submit(action, { id_token_hint: idToken, client_id, post_logout_redirect_uri: redirectUri })
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
