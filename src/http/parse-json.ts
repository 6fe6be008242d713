import type { HttpEvent } from './event.ts'

/** `application/json` with any parameters. */
const plainJsonType = /^application\/json(;|$)/

/** The names that Middy's parser rejects, and the escape that can spell letters differently. */
const suspicious = /__proto__|constructor|\\u/

/** A text as short as this cannot be nested deeply enough to overflow the stack. */
const maxLength = 4096

/**
 * Whether `JSON.parse` makes of an event's body exactly what `@middy/http-json-body-parser` would.
 *
 * That parser calls a function for each member, to keep `__proto__` and `constructor.prototype` out, which takes a quarter of a
 * warm POST. A short text that cannot contain either name does not need it; any other text is left to that parser.
 */
export function isSafeForNativeParse(arrived: Arrived): arrived is Arrived & { readonly body: string } {
  const { headers, body, isBase64Encoded } = arrived
  if (typeof body !== 'string' || isBase64Encoded || body.length > maxLength) return false
  return plainJsonType.test(headers?.['content-type'] ?? '') && !suspicious.test(body)
}

type Arrived = Partial<Pick<HttpEvent, 'headers' | 'isBase64Encoded'>> & { readonly body?: unknown }
