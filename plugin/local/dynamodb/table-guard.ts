import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import { crc32 } from 'node:zlib'
import type { AddedOperation } from './added-operations.ts'
import { bodyOf } from './dynamo-error.ts'
import { createTurns, type Turns } from './turns.ts'

/** DynamoDB's limit of a request, bytes. */
const maxBytes = 16 * 1024 * 1024

/** What stands in front of dynalite. */
export interface TableGuard {
  readonly port: number
  /** The access keys that requests may be signed with; undefined accepts any. */
  readonly accessKeyIds: readonly string[] | undefined
  /** What is done here in its place, alone; undefined for what dynalite does. */
  readonly findAdded: (target: string, body: Buffer) => AddedOperation | undefined
}

/**
 * Puts checks in front of dynalite, which answers any page and any program, and throws on requests that it does not expect.
 *
 * - A request with an `Origin` comes from a web page, one with a foreign `Host` from a name that was rebound to this machine: 403.
 * - One signed with another access key than this run's own: 400, as DynamoDB responds to an unknown key.
 * - One that makes dynalite throw while it reads it: 400, as DynamoDB responds to what it cannot deserialize.
 */
export function guardRequests(server: Server, { port, accessKeyIds, findAdded }: TableGuard): void {
  const turns = createTurns()
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`])
  const [dynalite] = server.listeners('request') as RequestListener[]
  server.removeAllListeners('request')
  server.on('request', (request, response) => {
    // A client that hangs up while it sends has nobody waiting.
    request.on('error', () => request.destroy())
    const { headers } = request
    if (headers.origin !== undefined) return reject(request, response, 403, notForPages)
    if (!hosts.has(headers.host ?? '')) return reject(request, response, 403, notForPages)
    const key = readAccessKeyId(request)
    if (key !== undefined && accessKeyIds && !accessKeyIds.includes(key))
      return reject(request, response, 400, unknownKey)
    readBody(request, (body) => {
      if (!body) return reject(request, response, 413, tooLarge)
      const added = key === undefined ? undefined : findAdded(String(headers['x-amz-target']), body)
      if (added) void runAdded(turns, added, { request, response, body })
      else
        turns.shared((release) => run(dynalite, { request, response: endingWith(release, response), body }))
    })
  })
}

const notForPages = error('AccessDeniedException', 'Requests from web pages are not allowed.')
const unknownKey = error(
  'UnrecognizedClientException',
  'The security token included in the request is invalid.',
)
const tooLarge = error('RequestEntityTooLarge', 'The request is longer than 16 MB.')
const internal = error('InternalServerError', 'The embedded table failed.')
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

/** Calls back once dynalite has answered: it writes before. */
function endingWith(done: () => void, response: ServerResponse): ServerResponse {
  const end = response.end
  response.end = ((...args: Parameters<typeof end>) => {
    done()
    return end.apply(response, args)
  }) as typeof end
  return response
}

async function runAdded(turns: Turns, added: AddedOperation, { request, response }: Received): Promise<void> {
  try {
    respond(request, response, 200, JSON.stringify(await turns.alone(added)))
  } catch (error) {
    const body = bodyOf(error)
    if (body) return respond(request, response, 400, JSON.stringify(body))
    respond(request, response, 500, internal)
  }
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

function respond(request: IncomingMessage, response: ServerResponse, status: number, body: string): void {
  response.setHeader('x-amz-crc32', crc32(body))
  reject(request, response, status, body)
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
