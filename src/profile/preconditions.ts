import {
  type EntityTags,
  type HttpEvent,
  HttpProblem,
  type Principal,
  readEntityTags,
  versionTag,
} from '../index.ts'
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

/**
 * The entity tag of `GET /profile` as this caller is shown it, which a write answers with too: the profile's version and the principal,
 * which differs with each token.
 */
export function etagOf(principal: Principal, profile: Profile): string {
  return versionTag(profile.version, principal)
}

/**
 * Reads the preconditions of a write (RFC 9110 sections 13.1.1 and 13.1.2). Of a tag the version counts, the part before the dot:
 * what the rest stands for, the caller, is not written, and a new token must not make every tag stale.
 *
 * @throws {HttpProblem} `ERR_BAD_REQUEST` (400) for a header that is neither `*` nor a list of at most 100 entity
 * tags; `ERR_PRECONDITION_FAILED` (412) for an `if-match` that names no strong tag.
 */
export function readPreconditions(event: Pick<HttpEvent, 'headers'>): Preconditions {
  const ifMatch = versionsOf(readEntityTags(event, 'if-match'), 'strong')
  if (ifMatch === 'none') throw new HttpProblem('ERR_PRECONDITION_FAILED')
  const ifNoneMatch = versionsOf(readEntityTags(event, 'if-none-match'), 'weak')
  return { ifMatch, ifNoneMatch: ifNoneMatch === 'none' ? undefined : ifNoneMatch }
}

function versionsOf(tags: EntityTags | undefined, comparison: 'strong' | 'weak') {
  if (tags === undefined || tags === '*') return tags
  const [first, ...others] = tags
    .filter(({ isWeak }) => comparison === 'weak' || !isWeak)
    .map(({ tag }) => tag.split('.', 1)[0] ?? '')
  return first === undefined ? 'none' : ([first, ...others] as const)
}
