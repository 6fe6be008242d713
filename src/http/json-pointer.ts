/**
 * Writes a path as a JSON Pointer in its URI fragment form: `#/displayName`, `#/interests/0`, `#` for the whole.
 *
 * A lone surrogate, which JSON allows in a member name and a URI does not, becomes U+FFFD.
 *
 * Source: RFC 6901 sections 3 and 6.
 */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return `#${path.map((segment) => `/${escapeSegment(String(segment))}`).join('')}`
}

const plain = /^\w*$/

function escapeSegment(segment: string): string {
  if (plain.test(segment)) return segment
  return encodeURIComponent(segment.toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1'))
}
