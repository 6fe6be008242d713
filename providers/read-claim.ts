import { ClaimsError, checkProvider } from './claims-error.ts'
import type { Claims } from './principal.ts'

// The last second that a JavaScript Date can hold.
const maxSeconds = 8.64e12
const plainNumber = /^\d+(?:\.\d+)?(?:[eE]\+?\d+)?$/

// Every reader takes a claim both with its JSON type and as the gateway's text, and reads the same from either.
// Absent, null and empty are one thing.

/** Whether `value` can hold claims: an object that is not a list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether the token says anything under `name`. */
export function isStated(claims: Claims, name: string): boolean {
  const value = claims[name]
  return value !== undefined && value !== null && value !== ''
}

/** A text claim; `undefined` when it is absent, empty or not text. */
export function readText(claims: Claims, name: string): string | undefined {
  const value = claims[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** @throws {ClaimsError} `ERR_CLAIM_MISSING` when it is absent, `ERR_CLAIM_MALFORMED` when it is not text. */
export function requireText(claims: Claims, name: string): string {
  const text = readText(claims, name)
  if (text !== undefined) return text
  throw isStated(claims, name) ? malformed(name, 'text') : missing(name)
}

/**
 * A time in seconds since the epoch (RFC 7519 section 2, NumericDate).
 *
 * @throws {ClaimsError} `ERR_CLAIM_MISSING` when it is absent, `ERR_CLAIM_MALFORMED` when it is no such time.
 */
export function requireSeconds(claims: Claims, name: string): number {
  if (!isStated(claims, name)) throw missing(name)
  const value = claims[name]
  const seconds = typeof value === 'string' && plainNumber.test(value) ? Number(value) : value
  if (typeof seconds === 'number' && seconds >= 0 && seconds <= maxSeconds) return seconds
  throw malformed(name, 'seconds since the epoch')
}

/** Only `true` and the text `true` count: the gateway's `false` is a text too, and text is truthy. */
export function readFlag(claims: Claims, name: string): boolean {
  return claims[name] === true || claims[name] === 'true'
}

function missing(name: string): ClaimsError {
  return new ClaimsError(
    'ERR_CLAIM_MISSING',
    `The token has no claim ${name}, which every token of this provider has. ${checkProvider}`,
  )
}

function malformed(name: string, wanted: string): ClaimsError {
  return new ClaimsError('ERR_CLAIM_MALFORMED', `The claim ${name} is not ${wanted}. ${checkProvider}`)
}
