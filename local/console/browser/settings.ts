import { element } from './element.ts'

export interface Settings {
  readonly issuer: URL
  readonly clientId: string
  /** Empty where none is to be sent. */
  readonly audience: string
  readonly scopes: string
  readonly apiUrl: string
  readonly redirectUri: string
}

/** What the server wrote into the page. */
export function readSettings(): Settings {
  const {
    issuer = '',
    clientId = '',
    audience = '',
    scopes = '',
    apiUrl = '',
  } = element('console', HTMLElement).dataset
  return { issuer: new URL(issuer), clientId, audience, scopes, apiUrl, redirectUri: `${location.origin}/` }
}
