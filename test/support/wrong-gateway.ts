import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface WrongGateway {
  readonly url: string
  close(): Promise<void>
}

/** A gateway that believes every token: it reads claims and checks nothing, not even that there is a signature. */
export async function startWrongGateway(): Promise<WrongGateway> {
  const server = createServer((message, response) => {
    const claims = readClaims(message)
    if (!claims) {
      response.writeHead(401, { 'content-type': 'application/json' }).end('{"message":"Unauthorized"}')
      return
    }
    const event = { version: '2.0', requestContext: { authorizer: { jwt: { claims, scopes: null } } } }
    response
      .writeHead(200, { 'content-type': 'application/json', 'x-reached': 'echo' })
      .end(JSON.stringify(event))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

function readClaims({ headers }: IncomingMessage): unknown {
  const [, payload] = headers.authorization?.replace('Bearer ', '').split('.') ?? []
  return payload && JSON.parse(Buffer.from(payload, 'base64url').toString())
}
