import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createRemoteJWKSet, jwtVerify } from 'jose'

export interface ProfileApi {
  readonly url: string
  /** Whose tokens to accept and which page may call; set once the issuer runs. */
  trust(issuer: string, jwksUri: string, origin: string): void
  close(): Promise<void>
}

/** A small API with CORS whose `/profile` answers what is in a verified token. It stands for the gateway and the service. */
export async function startProfileApi(): Promise<ProfileApi> {
  let verify: (token: string) => Promise<object> = () => Promise.reject(new Error('Nobody is trusted yet.'))
  let allowOrigin = ''
  const server = createServer(async (request, response) => {
    response.setHeader('access-control-allow-origin', allowOrigin)
    response.setHeader('access-control-allow-headers', 'authorization,content-type')
    response.setHeader('access-control-allow-methods', 'GET,POST,DELETE')
    response.setHeader('access-control-expose-headers', 'www-authenticate')
    if (request.method === 'OPTIONS') return response.writeHead(204).end()
    const claims = await verify(request.headers.authorization?.replace('Bearer ', '') ?? '').catch(
      () => undefined,
    )
    response.setHeader('content-type', 'application/json')
    if (!claims) {
      response.setHeader('www-authenticate', 'Bearer')
      return response.writeHead(401).end('{"message":"Unauthorized"}')
    }
    let body = ''
    for await (const chunk of request) body += String(chunk)
    const profile: unknown = body ? JSON.parse(body) : null
    return response.writeHead(body ? 201 : 200).end(JSON.stringify({ principal: claims, profile }))
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    trust(issuer, jwksUri, origin) {
      const keys = createRemoteJWKSet(new URL(jwksUri))
      verify = async (token) => (await jwtVerify(token, keys, { issuer })).payload
      allowOrigin = origin
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
