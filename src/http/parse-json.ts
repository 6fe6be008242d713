import { isUtf8 } from 'node:buffer'
import httpJsonBodyParser from '@middy/http-json-body-parser'
import { type HttpEvent, headerOf } from './event.ts'
import { HttpProblem } from './problem.ts'

/** The most common content types of JSON: nothing has to be read from them. */
const plainJsonType = /^application\/json(?:; ?charset=utf-8)?$/i

/** JSON with any parameters. White space may precede the semicolon (RFC 9110 section 5.6.6). */
const jsonType = /^application\/(?:[a-z0-9.+-]+\+)?json[\t ]*(?:;|$)/i

/** In quotes or without (RFC 9110 section 5.6.6). */
const charsetParameter = /;[\t ]*charset=("?)([^\t ;"]*)\1/i

/** ASCII is a part of UTF-8. */
const utf8 = /^(?:utf-?8|us-ascii)$/i

/** The names that Middy's parser rejects, the escape that can spell letters differently, and what replaces bytes that are not UTF-8. */
const suspicious = /__proto__|constructor|\\u|\uFFFD/

/** A text as short as this cannot be nested deeply enough to overflow the stack. */
const maxLength = 4096

type Arrived = Partial<Pick<HttpEvent, 'headers' | 'isBase64Encoded'>> & { readonly body?: unknown }

const { before: parse } = httpJsonBodyParser({ disableContentTypeCheck: true }) as {
  before(request: { event: { body?: unknown } }): void
}

/**
 * The body of an event, read as JSON in UTF-8 (RFC 8259 section 8.1).
 *
 * @throws {HttpProblem} `ERR_CONTENT_TYPE_UNSUPPORTED` (415) for another media type, charset or content coding, and for bytes that
 * are not UTF-8; `ERR_BODY_NOT_JSON`, `ERR_BODY_KEY_FORBIDDEN` (400).
 */
export function parseJsonBody(arrived: Arrived): unknown {
  try {
    if (isSafeForNativeParse(arrived)) return JSON.parse(arrived.body)
    const event = { body: textOf(arrived) as unknown }
    parse({ event })
    return event.body
  } catch (error) {
    throw error instanceof HttpProblem ? error : bodyProblem(error as { message?: unknown })
  }
}

/**
 * Whether `JSON.parse` makes of an event's body exactly what `@middy/http-json-body-parser` would.
 *
 * That parser calls a function for each member, to keep `__proto__` and `constructor.prototype` out, which takes a quarter of a
 * warm POST. A short text that cannot contain either name does not need it; any other text is left to that parser.
 */
export function isSafeForNativeParse(arrived: Arrived): arrived is Arrived & { readonly body: string } {
  const { headers = {}, body, isBase64Encoded } = arrived
  if (typeof body !== 'string' || isBase64Encoded || body.length > maxLength) return false
  const isPlain = plainJsonType.test(headers['content-type'] ?? '') && !headers['content-encoding']
  return isPlain && !suspicious.test(body)
}

/** The parser's error is dropped, not kept as the cause: it holds the whole body. */
function bodyProblem({ message }: { readonly message?: unknown }): HttpProblem {
  const isForbidden = message === 'Forbidden key in JSON body'
  return new HttpProblem(isForbidden ? 'ERR_BODY_KEY_FORBIDDEN' : 'ERR_BODY_NOT_JSON')
}

function textOf(arrived: Arrived): string {
  const body = String(arrived.body)
  const contentType = headerOf(arrived, 'content-type') ?? ''
  if (!jsonType.test(contentType)) throw unsupported()
  const charset = charsetParameter.exec(contentType)?.[2]
  if (charset !== undefined && !utf8.test(charset)) throw unsupported('Send the body in UTF-8.')
  if (!/^(?:identity)?$/i.test(headerOf(arrived, 'content-encoding') ?? ''))
    throw unsupported('Send the body without a content-encoding.', { 'accept-encoding': 'identity' })
  const bytes = arrived.isBase64Encoded ? Buffer.from(body, 'base64') : undefined
  const isGarbled = bytes ? !isUtf8(bytes) : hasLostBytes(arrived, body)
  if (isGarbled) throw unsupported('The body is not UTF-8, as JSON must be (RFC 8259).')
  return bytes ? bytes.toString() : body
}

/**
 * Whether the gateway, which passes JSON on as text, has replaced bytes that were not UTF-8: U+FFFD takes three bytes, so the text
 * no longer has the length that was sent.
 */
function hasLostBytes(arrived: Arrived, body: string): boolean {
  const sent = headerOf(arrived, 'content-length')
  return body.includes('\uFFFD') && sent !== undefined && Number(sent) !== Buffer.byteLength(body)
}

function unsupported(detail?: string, headers: Readonly<Record<string, string>> = {}): HttpProblem {
  return new HttpProblem('ERR_CONTENT_TYPE_UNSUPPORTED', detail, { headers })
}
