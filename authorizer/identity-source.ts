import { logSafe } from './log-safe.ts'
import type { Refusal } from './refusal.ts'
import { refuseMissing, refuseToken, wrongSegments } from './refusal.ts'

/** The headers of a request, by lower-case name. */
export interface TokenHeaders {
  /** Several lines of one name are joined by `,`. */
  readonly values: ReadonlyMap<string, string>
  /** How many lines each name had. */
  readonly counts: ReadonlyMap<string, number>
}

/** Takes the token out of a request, or says why there is none. */
export type FindToken = (headers: TokenHeaders, rawQuery: string) => string | Refusal

/**
 * Reads an authorizer's identity source.
 *
 * A header's name is compared without case, a query parameter's with it. The value may be the bare token or
 * `Bearer`, one space and the token; any other form fails to decode later on. Two lines of the header, or two parameters of the
 * name, are refused: which of them AWS would take is not known.
 *
 * @throws {Error} for any other expression; a JWT authorizer has one source, a header or a query parameter.
 */
export function parseIdentitySource(expression: string): FindToken {
  const [, place, name] = /^\$request\.(header|querystring)\.([^\s,]+)$/.exec(expression) ?? []
  if (!place || !name) {
    throw new Error(
      `identity source "${expression}" cannot be read: expected "$request.header.<Name>" or "$request.querystring.<name>", and one only.`,
    )
  }
  return place === 'header' ? fromHeader(name.toLowerCase()) : fromQuery(name)
}

function fromHeader(name: string): FindToken {
  return ({ values, counts }) => readToken(values.get(name), counts.get(name))
}

function fromQuery(name: string): FindToken {
  return (_headers, rawQuery) => {
    const values = parseQuery(rawQuery).getAll(name)
    return readToken(values[0], values.length)
  }
}

/**
 * Reads the token out of the value of a header or query parameter.
 *
 * @param count how often the name is in the request.
 */
export function readToken(value: string | undefined, count = 1): string | Refusal {
  if (value === undefined || value === '') return refuseMissing()
  if (count === 1) return value.startsWith('Bearer ') ? value.slice('Bearer '.length) : value
  return refuseToken('identity source', {
    description: wrongSegments,
    found: logSafe`${count} values`,
  })
}

/** Name and value of each parameter in the order sent, percent-decoded and with `+` read as a space. */
export function parseQuery(rawQuery: string): URLSearchParams {
  // The `&` keeps a leading `?` of the query itself, which URLSearchParams would take off.
  return new URLSearchParams(`&${rawQuery}`)
}
