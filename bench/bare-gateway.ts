/**
 * As little as a gateway can be and still be one: node:http, every token verified with jose, the handler called in process. No routes,
 * no limits, no event of AWS's shape, no process to contain the function.
 *
 *   node bench/bare-gateway.ts PORT
 *
 * `GET /token` gives a token that it lets through.
 */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { generateKeyPair, type JWTPayload, jwtVerify, SignJWT } from 'jose'
import { clientId, issuer } from './load-service.ts'

const { privateKey, publicKey } = await generateKeyPair('RS256')
const claims = { sub: '1', token_use: 'access', client_id: clientId, scope: 'openid' }
const token = await new SignJWT(claims)
  .setProtectedHeader({ alg: 'RS256', kid: 'bare' })
  .setIssuer(issuer)
  .setAudience(clientId)
  .setIssuedAt()
  .setExpirationTime('1h')
  .sign(privateKey)

/** The handler of load-service.ts. */
async function whoami(event: { requestContext: { authorizer: { jwt: { claims: JWTPayload } } } }) {
  const { sub, iss } = event.requestContext.authorizer.jwt.claims
  return {
    statusCode: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ sub, iss }),
  }
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url === '/token') return void response.end(token)
  try {
    const presented = request.headers.authorization?.replace(/^Bearer /, '') ?? ''
    const options = { issuer, audience: clientId, algorithms: ['RS256'] }
    const { payload } = await jwtVerify(presented, publicKey, options)
    const { statusCode, headers, body } = await whoami({
      requestContext: { authorizer: { jwt: { claims: payload } } },
    })
    response.writeHead(statusCode, headers).end(body)
  } catch {
    response.writeHead(401, { 'content-type': 'application/json' }).end('{"message":"Unauthorized"}')
  }
}

const server = createServer((request, response) => void answer(request, response))
await once(server.listen(Number(process.argv[2]), '127.0.0.1'), 'listening')
process.once('SIGINT', () => process.exit())
