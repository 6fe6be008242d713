import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { HeaderLines } from '../../../../events/gateway-response.ts'
import { UserError } from '../../../user-error.ts'

export interface ApiRequest {
  readonly method: string
  /** With the query, from the slash on. */
  readonly path: string
  readonly headers: HeaderLines
  readonly body: string | Buffer | undefined
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

function send(apiUrl: string, { method, path, headers, body }: ApiRequest): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const request = apiUrl.startsWith('https:') ? requestHttps : requestHttp
  try {
    const sent = request(apiUrl + path, { method, headers: toLists(headers) }, resolve)
    // For the whole response: one that trickles in must end too.
    const timer = setTimeout(() => sent.destroy(new Error(`not complete within ${timeoutMs} ms`)), timeoutMs)
    sent.on('error', reject)
    sent.on('close', () => {
      clearTimeout(timer)
      reject(new Error('the connection was closed'))
    })
    sent.end(body)
  } catch (cause) {
    throw new UserError('ERR_REQUEST_INVALID', `This cannot be sent: ${(cause as Error).message}.`, { cause })
  }
  return promise
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
