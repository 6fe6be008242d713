import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'

/** DynamoDB's limit of a request, bytes. */
const maxBytes = 16 * 1024 * 1024

/**
 * Puts checks in front of dynalite, which answers any page and any program, and throws on requests that it does not expect.
 *
 * - A request with an `Origin` comes from a web page, one with a foreign `Host` from a name that was rebound to this machine: 403.
 * - One signed with another access key than this run's own: 400, as DynamoDB responds to an unknown key.
 * - One that makes dynalite throw while it reads it: 400, as DynamoDB responds to what it cannot deserialize.
 *
 * @param accessKeyId undefined accepts any.
 */
export function guardRequests(server: Server, port: number, accessKeyId: string | undefined): void {
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`])
  const [dynalite] = server.listeners('request') as RequestListener[]
  server.removeAllListeners('request')
  server.on('request', (request, response) => {
    // A client that hangs up while it sends has nobody waiting.
    request.on('error', () => request.destroy())
    const { headers } = request
    if (headers.origin !== undefined) return reject(request, response, 403, notForPages)
    if (!hosts.has(headers.host ?? '')) return reject(request, response, 403, notForPages)
    if (accessKeyId !== undefined && ![undefined, accessKeyId].includes(readAccessKeyId(request)))
      return reject(request, response, 400, unknownKey)
    readBody(request, (body) =>
      body ? run(dynalite, { request, response, body }) : reject(request, response, 413, tooLarge),
    )
  })
}

const notForPages = error('AccessDeniedException', 'Requests from web pages are not allowed.')
const unknownKey = error(
  'UnrecognizedClientException',
  'The security token included in the request is invalid.',
)
const tooLarge = error('RequestEntityTooLarge', 'The request is longer than 16 MB.')
const unreadable = error('SerializationException', 'The request cannot be read.')

function error(name: string, message: string): string {
  return JSON.stringify({ __type: `com.amazon.coral.service#${name}`, message })
}

/** The id before the date in the credential of a signature, Signature Version 4; undefined where there is none. */
function readAccessKeyId({ headers, url = '' }: IncomingMessage): string | undefined {
  const query = URL.parse(url, 'http://localhost')?.searchParams.get('X-Amz-Credential')
  const credential = /Credential=([^,\s]+)/.exec(headers.authorization ?? '')?.[1] ?? query
  return credential?.split('/', 1)[0]
}

/** Calls back with the whole body; with undefined for one that is too long. */
function readBody(request: IncomingMessage, done: (body: Buffer | undefined) => void): void {
  const chunks: Buffer[] = []
  let bytes = 0
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes <= maxBytes) chunks.push(chunk)
  })
  request.on('end', () => done(bytes <= maxBytes ? Buffer.concat(chunks) : undefined))
}

interface Received {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly body: Buffer
}

/** dynalite parses and validates as soon as the body has ended, so what it throws then belongs to this request. */
function run(dynalite: RequestListener | undefined, { request, response, body }: Received): void {
  request.removeAllListeners()
  try {
    dynalite?.(request, response)
    // It throws on errors of the socket, in a listener that it has just set.
    request.removeAllListeners('error').on('error', () => request.destroy())
    if (body.length > 0) request.emit('data', body)
    request.emit('end')
  } catch {
    reject(request, response, 400, unreadable)
  }
}

function reject(request: IncomingMessage, response: ServerResponse, status: number, body: string): void {
  request.removeAllListeners().resume()
  if (response.headersSent) return
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.0',
    'content-length': Buffer.byteLength(body),
  })
  response.end(body)
}
