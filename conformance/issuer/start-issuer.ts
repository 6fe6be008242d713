import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { UserError } from '../../plugin/user-error.ts'
import type { CaseIssuer } from './case-issuer.ts'
import { makeSigningKeys } from './signing-keys.ts'
import { makeTenants, type ServedDocument, type Tenant } from './tenants.ts'

/**
 * Makes the keys and serves the tenants that the services' authorizers name, all on one port: discovery document and key
 * set of each. Among the issuers, `slash-less` is that of `slash` without its slash.
 *
 * @param port 0 takes a free one.
 * @throws {UserError} `ERR_TARGET_FAILED` when the port is taken.
 */
export async function startCaseIssuer(port: number): Promise<CaseIssuer> {
  const keys = await makeSigningKeys()
  const tenants = makeTenants(keys)
  const rotated = new Set<string>()
  const server = createServer(({ url = '' }, response) => {
    const [, name = '', ...rest] = url.split('/')
    send(response, findDocument(tenants.get(name), rest.join('/'), { origin, rotated: rotated.has(name) }))
  })
  await listen(server, port)
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    keys,
    issuers: new Map([
      ...[...tenants].map(([name, tenant]) => [name, tenant.issuer(origin)] as const),
      ['slash-less', `${origin}/slash`],
    ]),
    rotate: (tenant) => void rotated.add(tenant),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

function listen(server: Server, port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', (error) =>
    reject(
      new UserError(
        'ERR_TARGET_FAILED',
        `Port ${port} cannot be listened to (${error.message}): choose another --issuer-port.`,
      ),
    ),
  )
  server.listen(port, '127.0.0.1', resolve)
  return promise
}

const notFound: ServedDocument = { status: 404, delayMs: 0, body: '{}' }

function findDocument(
  tenant: Tenant | undefined,
  path: string,
  { origin, rotated }: { readonly origin: string; readonly rotated: boolean },
): ServedDocument {
  if (path === '.well-known/openid-configuration') return tenant?.discovery(origin) ?? notFound
  if (path === 'published-keys') return tenant?.keys(rotated) ?? notFound
  return notFound
}

function send(response: ServerResponse, { status, delayMs, body }: ServedDocument): void {
  const answer = () => response.writeHead(status, { 'content-type': 'application/json' }).end(body)
  if (delayMs === 0) answer()
  else setTimeout(answer, delayMs).unref()
}
