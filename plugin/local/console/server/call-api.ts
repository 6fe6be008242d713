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

export interface ApiAnswer {
  readonly status: number
  readonly headers: HeaderLines
  readonly body: Buffer
  readonly tookMs: number
}

const timeoutMs = 35_000

/**
 * Sends one request as `curl` would: with the headers that are given and no others than HTTP asks for. It goes through the
 * console's server, since a browser would show a page neither all headers of the answer nor, without CORS, the answer.
 *
 * @throws {UserError} `ERR_NO_ANSWER` when there is none, `ERR_REQUEST_INVALID` when it cannot be written down as HTTP.
 */
export async function callApi(
  apiUrl: string,
  { method, path, headers, body }: ApiRequest,
): Promise<ApiAnswer> {
  const startedMs = performance.now()
  const { promise, resolve, reject } = Promise.withResolvers<ApiAnswer>()
  const send = apiUrl.startsWith('https:') ? requestHttps : requestHttp
  try {
    const sent = send(
      apiUrl + path,
      { method, headers: toRecord(headers), timeout: timeoutMs },
      async (response) => {
        const chunks: Buffer[] = []
        for await (const chunk of response) chunks.push(chunk)
        const tookMs = performance.now() - startedMs
        const body = Buffer.concat(chunks)
        resolve({ status: response.statusCode ?? 0, headers: pairs(response.rawHeaders), body, tookMs })
      },
    )
    sent.on('timeout', () => sent.destroy(new Error(`nothing within ${timeoutMs} ms`)))
    sent.on('error', (cause: NodeJS.ErrnoException) => reject(noAnswer(apiUrl, cause)))
    sent.end(body)
  } catch (cause) {
    throw new UserError('ERR_REQUEST_INVALID', `This cannot be sent: ${(cause as Error).message}.`, {
      cause,
    })
  }
  return promise
}

/** Several lines of one name become a list, which Node writes as several lines. */
function toRecord(headers: HeaderLines): Record<string, string[]> {
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

function noAnswer(apiUrl: string, cause: NodeJS.ErrnoException): UserError {
  const reason = cause.code ?? cause.message
  return new UserError('ERR_NO_ANSWER', `No answer from ${apiUrl} (${reason}). Is it running?`, { cause })
}
