import { headerOf } from './event.ts'
import { HttpProblem } from './problem.ts'

/** One tag of a precondition, without its quotes. */
export interface EntityTag {
  readonly tag: string
  /** `W/"..."`: it counts for `if-none-match` only. */
  readonly isWeak: boolean
}

/** The tags that a caller listed, possibly none; `*` is any. */
export type EntityTags = '*' | readonly EntityTag[]

/**
 * A strong entity tag (RFC 9110 section 8.8.3) of a body: 128 bits of its SHA-256.
 *
 * @returns With its quotes, for the header `etag`.
 */
export function entityTag(body: string): string {
  return `"${hashOf(body)}"`
}

/** Hashes of what is shown again and again, such as a principal, which returns as the same object with the same token. */
const hashes = new WeakMap<object, string>()

/**
 * A strong entity tag of a version, a dot and a hash: cheaper than `entityTag`, as no body is hashed, and a write can compare the version
 * alone.
 *
 * @param version Another one after each change, such as a UUID or a counter; without a dot.
 * @param shown All that the response shows beside that version, such as the principal. It is hashed once: it must not change.
 * @returns With its quotes, for the header `etag`.
 */
export function versionTag(version: string, shown: object): string {
  return `"${version}.${hashes.get(shown) ?? rememberHash(shown)}"`
}

function rememberHash(shown: object): string {
  const hash = hashOf(JSON.stringify(shown))
  hashes.set(shown, hash)
  return hash
}

function hashOf(text: string): string {
  // Loaded on first use: see `subjectRef`.
  const { createHash } = process.getBuiltinModule('node:crypto')
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}

/** More than a client has versions of; DynamoDB's `IN` takes as many. */
const maxTags = 100

/**
 * Reads `if-match` or `if-none-match` (RFC 9110 sections 13.1.1 and 13.1.2). The former compares strongly, so a weak tag matches
 * nothing there.
 *
 * @returns undefined without that header.
 * @throws {HttpProblem} `ERR_BAD_REQUEST` (400) for what is neither `*` nor a list of at most 100 entity tags.
 */
export function readEntityTags(event: unknown, name: 'if-match' | 'if-none-match'): EntityTags | undefined {
  const value = headerOf(event, name)
  if (value === undefined) return undefined
  return value.trim() === '*' ? '*' : readList(name, value)
}

function readList(name: string, value: string): EntityTag[] {
  // One member, which may be empty, and the comma after it (RFC 9110 section 5.6.1). A tag may contain commas too.
  const member = /[\t ]*(?:(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"[\t ]*)?(?:,|$)/y
  const tags = []
  while (member.lastIndex < value.length) {
    const found = member.exec(value)
    if (!found) throw notTags(name)
    if (found[2] !== undefined) tags.push({ tag: found[2], isWeak: found[1] !== undefined })
  }
  if (tags.length > maxTags) throw notTags(name)
  return tags
}

function notTags(name: string): HttpProblem {
  return new HttpProblem(
    'ERR_BAD_REQUEST',
    `${name} must be * or up to ${maxTags} entity tags in quotes, such as "a1".`,
  )
}
