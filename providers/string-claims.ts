import { ClaimsError } from './claims-error.ts'
import type { Claims } from './principal.ts'

// No provider nests claims more than a few levels; the limit keeps a hostile token from using up the stack.
const maxDepth = 100

/**
 * Renders claims as an HTTP API with a JWT authorizer passes them to a function: every value text, names in order,
 * in the style of Go's `%v`.
 *
 * Text stays as it is and a top-level null is left out. `["a","b c"]` becomes `[a b c]`, `{"k":[1,true]}` becomes
 * `map[k:[1 true]]`, a null inside becomes `<nil>`. Seen on the service: text, whole numbers, booleans, lists of text,
 * objects (aws/aws-lambda-go#570 and #591, floci-io/floci#2011); the rest follows from the style. Numbers are written
 * as JavaScript writes them, so digits without an exponent up to 1e21.
 *
 * @throws {ClaimsError} `ERR_CLAIM_MALFORMED` when a value is not JSON or nests deeper than 100 levels.
 */
export function toStringClaims(claims: Claims): Record<string, string> {
  const flat: [string, string][] = []
  for (const name of Object.keys(claims).sort(compareBytes)) {
    const value = claims[name]
    if (value !== null && value !== undefined) flat.push([name, renderOrThrow(value)])
  }
  return Object.fromEntries(flat)
}

/** One claim's value in the style of {@link toStringClaims}, or `undefined` where that throws. */
export function renderClaim(value: unknown, depth = 0): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (value === null) return '<nil>'
  if (typeof value !== 'object' || depth === maxDepth) return undefined
  return Array.isArray(value) ? renderList(value, depth) : renderObject(value, depth)
}

function renderList(values: readonly unknown[], depth: number): string | undefined {
  const parts: string[] = []
  for (const value of values) {
    const part = renderClaim(value, depth + 1)
    if (part === undefined) return undefined
    parts.push(part)
  }
  return `[${parts.join(' ')}]`
}

function renderObject(value: object, depth: number): string | undefined {
  const members = new Map<string, unknown>(Object.entries(value))
  const parts: string[] = []
  for (const key of [...members.keys()].sort(compareBytes)) {
    const part = renderClaim(members.get(key), depth + 1)
    if (part === undefined) return undefined
    parts.push(`${key}:${part}`)
  }
  return `map[${parts.join(' ')}]`
}

function renderOrThrow(value: unknown): string {
  const text = renderClaim(value)
  if (text !== undefined) return text
  throw new ClaimsError(
    'ERR_CLAIM_MALFORMED',
    `A claim is not JSON or nests deeper than ${maxDepth} levels. Pass the decoded payload of a token.`,
  )
}

// Go orders text by its UTF-8 bytes; JavaScript's own order differs above U+FFFF.
function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}
