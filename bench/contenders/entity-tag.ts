import { createHash } from 'node:crypto'

/**
 * The strong entity tag that the profile service sends: the profile's version, a dot, and a hash of all that this caller is shown.
 *
 * @param shown the body of `GET /profile`
 */
export function entityTag(shown: string, version: string | undefined): string {
  return `"${version}.${createHash('sha256').update(shown).digest('base64url').slice(0, 22)}"`
}
