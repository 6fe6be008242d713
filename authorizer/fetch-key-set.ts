import { authorizerLimits } from './authorizer.ts'
import { describeFailure, fetchJson } from './fetch-json.ts'
import { isLoopback, parseIssuerUrl } from './issuer-url.ts'

/** Discovery or the keys could not be fetched; `place` decides what the client is told. */
export class KeyFetchError extends Error {
  override readonly name = 'KeyFetchError'
  readonly place: 'discovery' | 'jwks'

  constructor(place: 'discovery' | 'jwks', message: string) {
    super(message)
    this.place = place
  }
}

/**
 * Gets an issuer's keys as AWS does: discovery document, then its `jwks_uri`, each within {@link authorizerLimits}.
 *
 * @returns the members of the key set, unchecked.
 * @throws {KeyFetchError} saying which of the two failed and why.
 */
export async function fetchKeySet(issuer: string): Promise<readonly unknown[]> {
  const discovered = await at('discovery', () => discover(issuer))
  return at('jwks', () => fetchKeys(discovered))
}

async function at<Value>(place: KeyFetchError['place'], act: () => Promise<Value>): Promise<Value> {
  try {
    return await act()
  } catch (error) {
    throw new KeyFetchError(place, error instanceof Error ? error.message : String(error))
  }
}

interface Discovered {
  readonly jwksUri: string
  readonly allowLoopbackHttp: boolean
}

async function discover(issuer: string): Promise<Discovered> {
  const issuerUrl = parseIssuerUrl(issuer, { allowLoopbackHttp: true })
  const url = new URL(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
  const { issuer: named, jwks_uri: jwksUri } = await fetchObject(url)
  // AWS refuses to create an authorizer whose issuer and discovery document disagree.
  if (named !== issuer) throw new Error(`the discovery document names a different issuer than ${issuer}`)
  if (typeof jwksUri !== 'string') throw new Error('the discovery document has no jwks_uri')
  return { jwksUri, allowLoopbackHttp: isLoopback(issuerUrl) && issuerUrl.protocol === 'http:' }
}

async function fetchKeys({ jwksUri, allowLoopbackHttp }: Discovered): Promise<readonly unknown[]> {
  const { keys } = await fetchObject(parseIssuerUrl(jwksUri, { allowLoopbackHttp }))
  if (!Array.isArray(keys)) throw new Error(`${jwksUri} has no list of keys`)
  return keys
}

async function fetchObject(url: URL): Promise<Record<string, unknown>> {
  const fetched = await fetchJson(url, authorizerLimits)
  if (fetched.kind === 'failed') throw new Error(describeFailure(fetched, url, authorizerLimits))
  const { document } = fetched
  if (typeof document !== 'object' || document === null) throw new Error(`${url} sent no JSON object`)
  return { ...document }
}
