import { HttpProblem } from '../index.ts'
import type { Profile } from './schema.ts'

/** The versions that a caller listed; `*` is any version. Never an empty list. */
export type Versions = '*' | readonly [string, ...string[]]

/** What must hold of the stored profile for a write to be made. */
export interface Preconditions {
  /** A profile exists and has one of these versions. */
  readonly ifMatch: Versions | undefined
  /** No profile exists, or it has none of these versions. */
  readonly ifNoneMatch: Versions | undefined
}

/** The most operands that `IN` accepts in a DynamoDB condition. */
const maxTags = 100

/** The strong entity tag of a profile (RFC 9110 section 8.8.3). */
export function etagOf({ version }: Profile): string {
  return `"${version}"`
}

/**
 * Reads `if-match` and `if-none-match` (RFC 9110 sections 13.1.1 and 13.1.2). `if-match` compares strongly, so a
 * weak tag matches nothing; `if-none-match` compares weakly.
 *
 * @param headers By lower-case name, as HTTP APIs deliver them.
 * @throws {HttpProblem} `ERR_BAD_REQUEST` (400) for a header that is neither `*` nor a list of at most 100 entity
 * tags; `ERR_PRECONDITION_FAILED` (412) for an `if-match` that names no strong tag.
 */
export function readPreconditions(headers: Readonly<Record<string, string | undefined>>): Preconditions {
  const ifMatch = readVersions('if-match', headers['if-match'], 'strong')
  if (ifMatch === 'none') throw new HttpProblem('ERR_PRECONDITION_FAILED')
  const ifNoneMatch = readVersions('if-none-match', headers['if-none-match'], 'weak')
  return { ifMatch, ifNoneMatch: ifNoneMatch === 'none' ? undefined : ifNoneMatch }
}

function readVersions(name: string, value: string | undefined, comparison: 'strong' | 'weak') {
  if (value === undefined) return undefined
  if (value.trim() === '*') return '*'
  const [first, ...others] = readTags(name, value)
    .filter((tag) => comparison === 'weak' || !tag.isWeak)
    .map((tag) => tag.version)
  return first === undefined ? 'none' : ([first, ...others] as const)
}

function readTags(name: string, value: string): { version: string; isWeak: boolean }[] {
  // One member, which may be empty, and the comma after it (RFC 9110 section 5.6.1). A tag may contain commas too.
  const member = /[\t ]*(?:(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"[\t ]*)?(?:,|$)/y
  const tags = []
  while (member.lastIndex < value.length) {
    const found = member.exec(value)
    if (!found) throw notTags(name)
    if (found[2] !== undefined) tags.push({ version: found[2], isWeak: found[1] !== undefined })
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
