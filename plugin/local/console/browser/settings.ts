export interface Settings {
  readonly issuer: URL
  readonly clientId: string
  readonly scopes: string
  readonly apiUrl: string
  readonly redirectUri: string
  /** Where the issuer's discovery document is read. */
  readonly discoveryUrl: string
  /** Sent to the authorization endpoint, where the provider requires it; else empty. */
  readonly audience: string
  /** How the issuer ends a session. */
  readonly logout: 'standard' | 'form' | 'cognito'
  /** ` --state DIR` where commands need it; else empty. */
  readonly stateOption: string
  /** Whether the issuer is part of this run: then the `token` command has its tokens too. */
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
    stateOption: read('stateOption') && ` ${read('stateOption')}`,
    isLocal: read('mode') === 'local',
  }
}

/** The element with that id. The page is ours, so a missing one is a mistake in it. */
export function element<T extends HTMLElement>(id: string, type: new () => T): T {
  const found = document.getElementById(id)
  if (found instanceof type) return found
  throw new Error(`The page has no ${type.name} with the id ${id}.`)
}
