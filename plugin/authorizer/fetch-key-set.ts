import { fetchJson } from './fetch-json.ts'
import { isLoopback, parseIssuerUrl } from './issuer-url.ts'

/** Discovery or the keys could not be had; `place` decides what the client is told. */
export class KeyFetchError extends Error {
  override readonly name = 'KeyFetchError'
  readonly place: 'discovery' | 'jwks'

  constructor(place: 'discovery' | 'jwks', message: string) {
    super(message)
    this.place = place
  }
}

/** AWS's limits, not adjustable there. Source: AWS http-api-quotas. */
const limits = { timeoutMs: 1_500, maxBytes: 150_000 }

/**
 * Gets an issuer's keys as AWS does: discovery document, then its `jwks_uri`.
 *
 * @throws {KeyFetchError} saying which of the two failed and why.
 */
export async function fetchKeySet(issuer: string): Promise<readonly unknown[]> {
  const jwksUri = await at('discovery', () => discover(issuer))
  return at('jwks', () => fetchKeys(jwksUri))
}

async function at<Value>(place: KeyFetchError['place'], act: () => Promise<Value>): Promise<Value> {
  try {
    return await act()
  } catch (error) {
    throw new KeyFetchError(place, error instanceof Error ? error.message : String(error))
  }
}

async function discover(issuer: string): Promise<{ jwksUri: string; allowLoopbackHttp: boolean }> {
  const issuerUrl = parseIssuerUrl(issuer, { allowLoopbackHttp: true })
  const document = await fetchJson(
    new URL(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`),
    limits,
  )
  const { issuer: named, jwks_uri: jwksUri } = readMembers(document)
  // AWS refuses to create an authorizer whose issuer and discovery document disagree.
  if (named !== issuer) throw new Error(`the discovery document names another issuer than ${issuer}`)
  if (typeof jwksUri !== 'string') throw new Error('the discovery document has no jwks_uri')
  return { jwksUri, allowLoopbackHttp: isLoopback(issuerUrl) && issuerUrl.protocol === 'http:' }
}

async function fetchKeys({ jwksUri, allowLoopbackHttp }: { jwksUri: string; allowLoopbackHttp: boolean }) {
  const document = await fetchJson(parseIssuerUrl(jwksUri, { allowLoopbackHttp }), limits)
  const { keys } = readMembers(document)
  if (!Array.isArray(keys)) throw new Error(`${jwksUri} has no list of keys`)
  return keys
}

function readMembers(document: unknown): Record<string, unknown> {
  if (typeof document !== 'object' || document === null) throw new Error('the document is no JSON object')
  return { ...document }
}
