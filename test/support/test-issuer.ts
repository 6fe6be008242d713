import type { ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestKey } from './keys.ts'
import { makeTestKey } from './keys.ts'

/** How one of the issuer's two documents is served; by default well and at once. */
export interface DocumentBehaviour {
  readonly delayMs?: number
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** Instead of the document. */
  readonly body?: string
}

export interface TokenRecipe {
  /** Joined over `{ alg: 'RS256', typ: 'JWT', kid }`; undefined takes a member away. */
  readonly header?: Readonly<Record<string, unknown>>
  /** Joined over a good Cognito access token's claims; undefined takes a claim away. */
  readonly claims?: Readonly<Record<string, unknown>>
  /** @default the issuer's first key */
  readonly key?: TestKey
}

/** An OpenID issuer of a test: discovery, keys, and tokens good and broken. */
export interface TestIssuer {
  readonly issuer: string
  readonly key: TestKey
  /** Good for `audience` and one hour, and for the scope `things.read`. */
  token(recipe?: TokenRecipe): string
  /** The two texts that `token` signs, for recipes that no object can describe. */
  texts(recipe?: TokenRecipe): { readonly header: string; readonly payload: string }
  publish(jwks: readonly unknown[]): void
  behave(how: { readonly discovery?: DocumentBehaviour; readonly jwks?: DocumentBehaviour }): void
  /** How often each document was asked for. */
  readonly requests: { discovery: number; jwks: number }
  close(): Promise<void>
}

/** What an authorizer of this issuer lists; also the `client_id` of its tokens. */
export const audience = 'test-client'

/** A second path of the keys, always served well: a redirect to it would do if it were followed. */
export const keysElsewhere = '/keys-elsewhere'

export interface StartTestIssuerOptions {
  /** Seconds since the epoch at which tokens are issued. */
  readonly issuedAt: number
  /** Path of the issuer, for the trailing slash and for pools. @default '' */
  readonly path?: string
}

export async function startTestIssuer({ issuedAt, path = '' }: StartTestIssuerOptions): Promise<TestIssuer> {
  const key = await makeTestKey('key-1')
  const requests = { discovery: 0, jwks: 0 }
  let published: readonly unknown[] = [key.publicJwk]
  let behaviour: { discovery?: DocumentBehaviour; jwks?: DocumentBehaviour } = {}

  const server = createServer(({ url }, response) => {
    if (url === `${path.replace(/\/$/, '')}/.well-known/openid-configuration`) {
      requests.discovery += 1
      serve(response, { issuer, jwks_uri: `${origin}/keys` }, behaviour.discovery)
    } else if (url === '/keys') {
      requests.jwks += 1
      serve(response, { keys: published }, behaviour.jwks)
    } else if (url === keysElsewhere) serve(response, { keys: published })
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const issuer = `${origin}${path}`

  function texts({ header = {}, claims = {}, key: signer = key }: TokenRecipe = {}) {
    return {
      header: JSON.stringify({ alg: 'RS256', typ: 'JWT', kid: signer.kid, ...header }),
      payload: JSON.stringify({ ...goodClaims(issuer, issuedAt), ...claims }),
    }
  }

  return {
    issuer,
    key,
    requests,
    texts,
    token(recipe = {}) {
      const { header, payload } = texts(recipe)
      return (recipe.key ?? key).sign(header, payload)
    },
    publish(jwks) {
      published = jwks
    },
    behave(how) {
      behaviour = how
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

function goodClaims(issuer: string, issuedAt: number): Record<string, unknown> {
  return {
    sub: 'c2d5e484-60a1-70b2-9f3c-1a2b3c4d5e6f',
    'cognito:groups': ['admins', 'support'],
    iss: issuer,
    client_id: audience,
    token_use: 'access',
    scope: 'openid things.read',
    auth_time: issuedAt,
    exp: issuedAt + 3_600,
    iat: issuedAt,
    username: 'mira',
  }
}

function serve(response: ServerResponse, document: unknown, behaviour: DocumentBehaviour = {}): void {
  const { delayMs = 0, status = 200, headers = {}, body = JSON.stringify(document) } = behaviour
  const answer = () =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body)
  if (delayMs === 0) answer()
  else setTimeout(answer, delayMs).unref()
}
