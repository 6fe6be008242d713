import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { UserError } from '../../../user-error.ts'
import type { HeaderLines } from '../../gateway/gateway-response.ts'

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

/**
 * Sends one request as `curl` would: with the given headers and those that HTTP requires. It goes through the console's server,
 * because a browser shows a page neither all response headers nor, without CORS, the response.
 *
 * @throws {UserError} `ERR_NO_ANSWER` when none comes, `ERR_REQUEST_INVALID` when it cannot be written as HTTP.
 */
export async function callApi(
  apiUrl: string,
  { method, path, headers, body }: ApiRequest,
): Promise<ApiResponse> {
  const startedMs = performance.now()
  const { promise, resolve, reject } = Promise.withResolvers<ApiResponse>()
  const send = apiUrl.startsWith('https:') ? requestHttps : requestHttp
  try {
    const sent = send(
      apiUrl + path,
      { method, headers: toLists(headers), timeout: timeoutMs },
      async (response) => {
        const chunks: Buffer[] = []
        for await (const chunk of response) chunks.push(chunk)
        const tookMs = performance.now() - startedMs
        const body = Buffer.concat(chunks)
        resolve({ status: response.statusCode ?? 0, headers: pairs(response.rawHeaders), body, tookMs })
      },
    )
    sent.on('timeout', () => sent.destroy(new Error(`no response within ${timeoutMs} ms`)))
    sent.on('error', (cause: NodeJS.ErrnoException) => reject(noResponse(apiUrl, cause)))
    sent.end(body)
  } catch (cause) {
    throw new UserError('ERR_REQUEST_INVALID', `This cannot be sent: ${(cause as Error).message}.`, {
      cause,
    })
  }
  return promise
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
