import { createHash } from 'node:crypto'

/**
 * The strong entity tag that the profile service sends: the profile's version, a dot, and a hash of the caller, who is shown
 * with it.
 */
export function entityTag(principal: object, version: string | undefined): string {
  return `"${version}.${createHash('sha256').update(JSON.stringify(principal)).digest('base64url').slice(0, 22)}"`
}
