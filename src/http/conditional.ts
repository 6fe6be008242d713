import { assertKnownOptions } from '../assert-known-options.ts'
import { type EntityTags, entityTag, readEntityTags } from './entity-tags.ts'
import { type HttpEvent, methodOf } from './event.ts'
import { HttpProblem } from './problem.ts'
import type { HttpResponse } from './response.ts'

export interface ConditionalOptions {
  /** `false`: the response says that there is nothing. It gets no tag, and `if-match` fails. @default true */
  readonly exists?: boolean
}

/**
 * Answers the preconditions of a GET or HEAD (RFC 9110 section 13.2.2): `response` with an entity tag, or 304 without a body
 * where `if-none-match` has that tag. The tag is the response's own `etag`, else a strong one of its body, so that two callers
 * who are sent different bodies never share one. Any other method or status is returned as it is: a write checks its
 * preconditions before it writes.
 *
 * @returns To the compiler what was given: a 304 needs no entry in `responses`.
 *
 * @example
 * run: async ({ event, principal }) => conditional(event, ok(await notes.list(principal.key)))
 *
 * @throws {HttpProblem} `ERR_PRECONDITION_FAILED` (412) where `if-match` does not have the tag; `ERR_BAD_REQUEST` (400) for a header
 * that is neither `*` nor a list of at most 100 entity tags.
 * @throws {TypeError} on an unknown option.
 */
export function conditional<Given extends HttpResponse>(
  event: HttpEvent,
  response: Given,
  options: ConditionalOptions = {},
): Given {
  assertKnownOptions('conditional', options, ['exists'])
  if (response.statusCode !== 200 || !['GET', 'HEAD'].includes(methodOf(event) ?? '')) return response
  const etag = options.exists === false ? undefined : tagOf(response)
  const ifMatch = readEntityTags(event, 'if-match')
  if (ifMatch && !lists(ifMatch, etag, 'strong')) throw new HttpProblem('ERR_PRECONDITION_FAILED')
  const ifNoneMatch = readEntityTags(event, 'if-none-match')
  if (etag === undefined) return response
  const tagged = { ...response, headers: { ...response.headers, etag } }
  return ifNoneMatch && lists(ifNoneMatch, etag, 'weak') ? (notModified(tagged) as Given) : tagged
}

function tagOf({ headers, body = '' }: HttpResponse): string {
  return headers?.etag ?? entityTag(body)
}

function lists(tags: EntityTags, etag: string | undefined, comparison: 'strong' | 'weak'): boolean {
  if (tags === '*') return etag !== undefined
  const [, weak, own] = /^(W\/)?"(.*)"$/.exec(etag ?? '') ?? []
  if (comparison === 'strong' && weak) return false
  return tags.some(({ tag, isWeak }) => tag === own && (comparison === 'weak' || !isWeak))
}

/** Without what describes the body that is not sent; the rest, such as `cache-control` and `vary`, is as in the 200 (section 15.4.5). */
function notModified({ headers, body: _, isBase64Encoded: __, ...response }: HttpResponse): HttpResponse {
  const kept = Object.entries(headers ?? {}).filter(
    ([name]) => !/^(?:content-(?!location)|last-modified$)/i.test(name),
  )
  return { ...response, statusCode: 304, headers: Object.fromEntries(kept) }
}
