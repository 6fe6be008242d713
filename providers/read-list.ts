import type { Claims } from './principal.ts'
import { isObject, isStated } from './read-claim.ts'
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

/**
 * The same of a claim that may be nested: `realm_access.roles` is `roles` in the object `realm_access`.
 *
 * A claim of exactly that name counts first, so names that hold dots, such as `https://example.com/groups`, stay what they are;
 * then the longest claim that the path starts with, and within it the same. From the gateway's text an object cannot be read
 * back: what is in one is ambiguous there, and yields no names. No path names nothing.
 */
export function readNamesAt(claims: Claims, path = ''): Names {
  if (path && Object.hasOwn(claims, path) && isStated(claims, path)) return readNames(claims, path)
  for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
    const name = path.slice(0, dot)
    const outer = Object.hasOwn(claims, name) ? claims[name] : undefined
    if (isObject(outer)) return readNamesAt(outer, path.slice(dot + 1))
    if (typeof outer === 'string' && outer.startsWith('map[')) return unclear
  }
  return none
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
