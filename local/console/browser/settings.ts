import { element } from './element.ts'

export interface Settings {
  readonly issuer: URL
  readonly clientId: string
  readonly scopes: string
  readonly apiUrl: string
  readonly redirectUri: string
  /** Where the issuer's discovery document is read. */
  readonly discoveryUrl: string
  /** Sent to the authorization endpoint, where the provider wants to be told whom the token is for; else empty. */
  readonly audience: string
  /** Cognito's own way to sign out, which is not that of OpenID Connect. */
  readonly logoutByUri: boolean
  /** Whether the issuer is part of this run: then `serverless token` has its tokens too. */
  readonly isLocal: boolean
}

/** What the server wrote into the page. */
export function readSettings(): Settings {
  const { dataset } = element('console', HTMLElement)
  const read = (name: string) => dataset[name] ?? ''
  return {
    issuer: new URL(read('issuer')),
    clientId: read('clientId'),
    scopes: read('scopes'),
    apiUrl: read('apiUrl'),
    redirectUri: `${location.origin}/`,
    discoveryUrl: read('discoveryUrl'),
    audience: read('audience'),
    logoutByUri: read('logout') === 'uri',
    isLocal: read('mode') === 'local',
  }
}
