import type { Claims } from './principal.ts'
import { renderClaim } from './string-claims.ts'

/** Names that the caller goes by, such as groups; `ambiguous` when the gateway's text does not tell which. */
export interface Names {
  readonly names: readonly string[]
  readonly ambiguous: boolean
}

const none: Names = { names: [], ambiguous: false }
const unclear: Names = { names: [], ambiguous: true }

/**
 * A list whose members hold no spaces: `aud`, `scp`. Text in brackets is split; other text is one member.
 */
export function readList(claims: Claims, name: string): string[] {
  const value = claims[name]
  if (Array.isArray(value)) return memberTexts(value)
  const text = stated(value)
  return isBracketed(text) ? words(text.slice(1, -1)) : text === '' ? [] : [text]
}

/** Scopes, in one text or in a list: RFC 6749 section 3.3 allows no space within one, so they split safely. */
export function readWords(claims: Claims, name: string): string[] {
  return readList(claims, name).flatMap(words)
}

/**
 * A list whose members may hold spaces: groups, permissions.
 *
 * From text, only what has one reading counts: `[]` and `[admin]`. `[admin assistants]` may be one group or two, and
 * reading two would make a member of `admin assistants` an `admin`; `[[a]]`, `[map[a:1]]` and `[<nil>]` hold no names.
 * All of these are ambiguous and yield no names. Text without brackets is no list but a single name.
 */
export function readNames(claims: Claims, name: string): Names {
  const value = claims[name]
  if (Array.isArray(value)) return { names: memberTexts(value), ambiguous: false }
  const text = stated(value)
  if (text === '' || text === '[]') return none
  if (!isBracketed(text)) return text.startsWith('map[') ? unclear : { names: [text], ambiguous: false }
  const inner = text.slice(1, -1)
  return /[ [\]]/.test(inner) || inner === '<nil>' ? unclear : { names: [inner], ambiguous: false }
}

// Members that are lists, objects, null or empty name nothing.
function memberTexts(values: readonly unknown[]): string[] {
  return values
    .filter((value) => typeof value !== 'object')
    .map(stated)
    .filter((text) => text !== '')
}

function stated(value: unknown): string {
  return value === null ? '' : (renderClaim(value) ?? '')
}

function isBracketed(text: string): boolean {
  return text.startsWith('[') && text.endsWith(']')
}

function words(text: string): string[] {
  return text.split(' ').filter((word) => word !== '')
}
