import type { HttpEvent } from './event.ts'

/** JSON by its plain name, whatever parameters follow. */
const plainJsonType = /^application\/json(;|$)/

/** The names that Middy's parser keeps out, and the one escape by which letters can be spelt. */
const suspicious = /__proto__|constructor|\\u/

/** No text as short as this is nested deeper than the stack goes. */
const maxLength = 4096

/**
 * Tells whether `JSON.parse` makes of an event's body just what `@middy/http-json-body-parser` would.
 *
 * That parser calls a function for each member, to keep `__proto__` and `constructor.prototype` out, which takes a quarter of a
 * warm POST. A short text in which neither name can stand needs none of it. What is not surely so, is left to that parser.
 *
 * @returns the text, or undefined.
 */
export function parseJson({ headers, body, isBase64Encoded }: Arrived): string | undefined {
  if (typeof body !== 'string' || isBase64Encoded || body.length > maxLength) return undefined
  if (!plainJsonType.test(headers?.['content-type'] ?? '')) return undefined
  return suspicious.test(body) ? undefined : body
}

type Arrived = Partial<Pick<HttpEvent, 'headers' | 'isBase64Encoded'>> & { readonly body?: unknown }
