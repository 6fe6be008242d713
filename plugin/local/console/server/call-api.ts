import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { HeaderLines } from '../../../../events/gateway-response.ts'
import { UserError } from '../../../user-error.ts'

export interface ApiRequest {
  readonly method: string
  /** With the query, from the slash on. */
  readonly path: string
  readonly headers: HeaderLines
  readonly body: string | Buffer | undefined
  /**
   * Milliseconds in which the API may answer to the head alone; then the body is sent. For a long one that may be refused unread: whoever
   * is still sending then may lose the answer. @default 0
   */
  readonly holdBodyMs?: number
}

export interface ApiResponse {
  readonly status: number
  readonly headers: HeaderLines
  readonly body: Buffer
  readonly tookMs: number
}

const timeoutMs = 35_000

/** API Gateway's limit of a payload, bytes. Source: AWS http-api-quotas. */
const maxBytes = 10 * 1024 * 1024

/**
 * Sends one request as `curl` would: with the given headers and those that HTTP requires. It goes through the console's server,
 * because a browser shows a page neither all response headers nor, without CORS, the response.
 *
 * @throws {UserError} `ERR_NO_ANSWER` when none comes or it breaks off, `ERR_ANSWER_TOO_LONG` above 10 MB, `ERR_REQUEST_INVALID`
 * when the request cannot be written as HTTP.
 */
export async function callApi(apiUrl: string, request: ApiRequest): Promise<ApiResponse> {
  const startedMs = performance.now()
  try {
    const response = await send(apiUrl, request)
    const body = await readBody(response)
    const tookMs = performance.now() - startedMs
    return { status: response.statusCode ?? 0, headers: pairs(response.rawHeaders), body, tookMs }
  } catch (error) {
    throw error instanceof UserError ? error : noResponse(apiUrl, error as NodeJS.ErrnoException)
  }
}

function send(
  apiUrl: string,
  { method, path, headers, body, holdBodyMs = 0 }: ApiRequest,
): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const request = apiUrl.startsWith('https:') ? requestHttps : requestHttp
  try {
    const sent = request(apiUrl + path, { method, headers: toLists(withLength(headers, body)) }, resolve)
    // For the whole response: one that trickles in must end too.
    const timer = setTimeout(() => sent.destroy(new Error(`not complete within ${timeoutMs} ms`)), timeoutMs)
    sent.on('error', reject)
    sent.on('close', () => {
      clearTimeout(timer)
      reject(new Error('the connection was closed'))
    })
    if (holdBodyMs > 0) endLater(sent, body, holdBodyMs)
    else sent.end(body)
  } catch (cause) {
    throw new UserError('ERR_REQUEST_INVALID', `This cannot be sent: ${(cause as Error).message}.`, { cause })
  }
  return promise
}

function endLater(sent: ClientRequest, body: ApiRequest['body'], holdMs: number): void {
  const timer = setTimeout(() => sent.end(body), holdMs)
  sent.on('close', () => clearTimeout(timer))
  sent.on('response', (response) => {
    clearTimeout(timer)
    response.on('end', () => sent.destroy())
  })
  sent.flushHeaders()
}

/** Node writes none for a DELETE, and then sends no body. */
function withLength(headers: HeaderLines, body: ApiRequest['body']): HeaderLines {
  const isGiven = headers.some(([name]) => /^(?:content-length|transfer-encoding)$/i.test(name))
  if (body === undefined || isGiven) return headers
  return [...headers, ['content-length', `${Buffer.byteLength(body)}`]]
}

async function readBody(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response) {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes > maxBytes)
      throw new UserError(
        'ERR_ANSWER_TOO_LONG',
        'The response is longer than 10 MB, the most that API Gateway sends. It was not read to its end.',
      )
  }
  return Buffer.concat(chunks)
}

/** Several lines of one name become a list, which Node writes as several lines. */
function toLists(headers: HeaderLines): Record<string, string[]> {
  const names = new Set(headers.map(([name]) => name))
  const linesOf = (name: string) => headers.flatMap(([own, value]) => (own === name ? [value] : []))
  return Object.fromEntries([...names].map((name) => [name, linesOf(name)]))
}

/** Name, value, name, value as pairs, names in lower case. */
export function pairs(rawHeaders: readonly string[]): (readonly [string, string])[] {
  return rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [[name.toLowerCase(), rawHeaders[index + 1] ?? ''] as const] : [],
  )
}

function noResponse(apiUrl: string, cause: NodeJS.ErrnoException): UserError {
  const reason = cause.code ?? cause.message
  return new UserError('ERR_NO_ANSWER', `No response from ${apiUrl} (${reason}). Is it running?`, { cause })
}
