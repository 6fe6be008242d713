import { generateKeyPairSync, type JsonWebKey } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo, LookupFunction } from 'node:net'
import { generate } from 'selfsigned'

/** How one document is served; by default well and at once. */
export interface HttpsDocument {
  /** Of each request in turn, milliseconds; the last one stands for all that follow. @default 0 */
  readonly delaysMs?: readonly number[]
  /** @default 200 */
  readonly status?: number
  readonly location?: string
  /** Instead of the document. */
  readonly body?: string
}

export interface HttpsIssuerOptions {
  /** Path of the issuer, slash included where it has one. @default '/' */
  readonly path?: string
  /** What the discovery document calls the issuer. @default the issuer */
  readonly named?: (origin: string) => string
  /** Joined over a good discovery document; undefined takes a member away. */
  readonly discovery?: Readonly<Record<string, unknown>>
  /** @default one RSA key with a kid */
  readonly keys?: readonly unknown[]
  readonly serveDiscovery?: HttpsDocument
  readonly serveKeys?: HttpsDocument
  /** The name in the certificate. @default the name of the issuer */
  readonly certifiedName?: string
}

/** An issuer at `https://issuer.example:PORT`, on this machine. */
export interface HttpsIssuer {
  readonly issuer: string
  readonly keysUrl: string
  /** Its certificate, which is its own authority. */
  readonly ca: string
  /** Finds the name on this machine. */
  readonly lookup: LookupFunction
  close(): Promise<void>
}

const name = 'issuer.example'

let publicJwk: JsonWebKey | undefined

/** An RSA key as a key set lists it: the same one in all of a test file, since nothing is signed with it. */
export function rsaJwk(): Record<string, unknown> {
  publicJwk ??= generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' })
  return { ...publicJwk, kid: 'key-1', use: 'sig', alg: 'RS256' }
}

export async function startHttpsIssuer(options: HttpsIssuerOptions = {}): Promise<HttpsIssuer> {
  const { path = '/', certifiedName = name } = options
  const { cert, private: key } = await certify(certifiedName)
  const listener = createServer({ cert, key })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const origin = `https://${name}:${(listener.address() as AddressInfo).port}`
  const documents = {
    discovery: {
      issuer: options.named?.(origin) ?? `${origin}${path}`,
      jwks_uri: `${origin}/keys`,
      ...options.discovery,
    },
    keys: { keys: options.keys ?? [rsaJwk()] },
  }
  const serveDiscovery = serverOf(documents.discovery, options.serveDiscovery)
  const serveKeys = serverOf(documents.keys, options.serveKeys)
  listener.on('request', ({ url }, response) => {
    if (url === `${path.replace(/\/$/, '')}/.well-known/openid-configuration`) serveDiscovery(response)
    else if (url === '/keys') serveKeys(response)
    else response.writeHead(404).end()
  })
  return {
    issuer: `${origin}${path}`,
    keysUrl: `${origin}/keys`,
    ca: cert,
    lookup: (_hostname, { all }, found) =>
      all ? found(null, [{ address: '127.0.0.1', family: 4 }]) : found(null, '127.0.0.1', 4),
    async close() {
      const closed = new Promise((resolve) => listener.close(resolve))
      listener.closeAllConnections()
      await closed
    },
  }
}

/** A certificate for one DNS name that vouches for itself, valid for a day. */
async function certify(dnsName: string) {
  return generate([{ name: 'commonName', value: dnsName }], {
    keyType: 'ec',
    notAfterDate: new Date(Date.now() + 86_400_000),
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: dnsName }] },
    ],
  })
}

/** Serves one document, request after request. */
function serverOf(document: unknown, how: HttpsDocument = {}): (response: ServerResponse) => void {
  const { delaysMs = [0], status = 200, location, body = JSON.stringify(document) } = how
  let requests = 0
  return (response) => {
    const delayMs = delaysMs[Math.min(requests, delaysMs.length - 1)]
    requests += 1
    setTimeout(
      () => response.writeHead(status, location === undefined ? {} : { location }).end(body),
      delayMs,
    ).unref()
  }
}
