import { validateHeaderName, validateHeaderValue } from 'node:http'
import type { HeaderLines } from './gateway-response.ts'
import { isAscii } from './request-headers.ts'

/** A function returned something that API Gateway would not understand; the client gets a 500. */
export class ResponseProblem extends Error {
  override readonly name = 'ResponseProblem'
  readonly code = 'ERR_FUNCTION_RESPONSE'
}

/** Dropped: the gateway writes these itself, or they mean nothing between it and a client. The second half is inferred. */
const droppedHeaders = new Set([
  'apigw-requestid',
  'connection',
  'content-length',
  'date',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'expect',
  'http2-settings',
  'proxy-connection',
  'te',
  'trailer',
])

/**
 * Reads a response's `headers`. Numbers and booleans are written as text; names are lower case, as over HTTP/2.
 *
 * @throws {ResponseProblem} for a list, an object, or characters that HTTP does not allow.
 */
export function readResponseHeaders(headers: unknown): HeaderLines {
  if (headers === undefined || headers === null) return []
  if (typeof headers !== 'object' || Array.isArray(headers)) {
    throw new ResponseProblem('headers must be an object of names and values')
  }
  const lines = new Map<string, string>()
  for (const [name, value] of Object.entries(headers)) {
    if (!droppedHeaders.has(name.toLowerCase())) lines.set(...readLine(name, value))
  }
  return [...lines]
}

/**
 * Reads `multiValueHeaders` of payload format 1.0, one line per value.
 *
 * @throws {ResponseProblem} unless it is an object of lists.
 */
export function readMultiValueHeaders(headers: unknown): HeaderLines {
  if (headers === undefined || headers === null) return []
  if (typeof headers !== 'object')
    throw new ResponseProblem('multiValueHeaders must be an object of names and lists')
  return Object.entries(headers)
    .filter(([name]) => !droppedHeaders.has(name.toLowerCase()))
    .flatMap(([name, values]) => {
      if (!Array.isArray(values)) throw new ResponseProblem(`multiValueHeaders "${name}" must be a list`)
      return values.map((value) => readLine(name, value))
    })
}

/** @throws {ResponseProblem} unless `cookies` is absent or a list of text. */
export function readCookies(cookies: unknown): HeaderLines {
  if (cookies === undefined || cookies === null) return []
  if (!Array.isArray(cookies)) throw new ResponseProblem('cookies must be a list')
  return cookies.map((cookie) => readLine('set-cookie', cookie))
}

function readLine(name: string, value: unknown): [name: string, value: string] {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    throw new ResponseProblem(`header "${name}" must be text`)
  }
  const text = encodeUtf8(String(value))
  try {
    validateHeaderName(name)
    validateHeaderValue(name, text)
  } catch {
    throw new ResponseProblem(`header "${name}" holds characters that HTTP does not allow`)
  }
  return [name.toLowerCase(), text]
}

/** Node writes header characters as Latin-1 bytes; those of a response are UTF-8. */
function encodeUtf8(value: string): string {
  return isAscii(value) ? value : Buffer.from(value, 'utf8').toString('latin1')
}
