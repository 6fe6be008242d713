/**
 * The least that a gateway can do and still be honest: checks signature, issuer, audience and times of each token with jose, makes an
 * event and calls the handler.
 *
 *   node server.ts PORT JWKS_FILE HANDLER_FILE ISSUER AUDIENCE
 */
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import { createLocalJWKSet, type JWTPayload, jwtVerify } from 'jose'

const [port, keysFile = '', handlerFile = '', issuer = '', audience = ''] = process.argv.slice(2)
const keys = createLocalJWKSet(JSON.parse(readFileSync(keysFile, 'utf8')))
const handler: (event: object) => Promise<{ statusCode: number; headers: object; body: string }> =
  createRequire(import.meta.url)(handlerFile).get

createServer(async (request, response) => {
  const token = request.headers.authorization?.replace(/^Bearer /i, '') ?? ''
  const verified = await jwtVerify(token, keys, { issuer, audience }).catch(() => undefined)
  if (!verified)
    return send(response, 401, { 'content-type': 'application/json' }, '{"message":"Unauthorized"}')
  const answer = await handler(eventOf(request, verified.payload))
  return send(response, answer.statusCode, answer.headers, answer.body)
}).listen(Number(port), '127.0.0.1')

function eventOf({ method = 'GET', url = '/', headers }: IncomingMessage, claims: JWTPayload): object {
  const [path = '/', rawQueryString = ''] = url.split('?')
  const routeKey = `${method} ${path}`
  const authorizer = { jwt: { claims, scopes: null } }
  const requestContext = { routeKey, authorizer, http: { method, path }, stage: '$default' }
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString,
    headers,
    requestContext,
    isBase64Encoded: false,
  }
}

function send(response: ServerResponse, status: number, headers: object, body: string): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body)
}
