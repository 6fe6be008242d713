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
  /** How the issuer is asked to end a session. */
  readonly logout: 'standard' | 'form' | 'cognito'
  /** Where local users are edited; empty where there is no such page. */
  readonly usersUrl: string
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
    logout: read('logout') as Settings['logout'],
    usersUrl: read('usersUrl'),
    isLocal: read('mode') === 'local',
  }
}
