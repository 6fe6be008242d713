import { decodeBearer } from '../../providers/decode-bearer.ts'
import { type Claims, toStringClaims } from '../../providers/index.ts'
import type { EventOptions } from './event-options.ts'

/** What the JWT authorizer passes on. `scopes` is null, as on a route that lists none. */
export interface PassedCaller {
  readonly claims: Readonly<Record<string, string>>
  readonly scopes: null
}

/**
 * The caller as the event states it; undefined on an open route.
 *
 * @throws {TypeError} for two callers, and for a token that no gateway would have let through: not a JWT, or expired.
 */
export function readCaller(options: EventOptions, nowMs: number): PassedCaller | undefined {
  const { token, claims, principal } = options
  const given = [token, claims, principal].filter((caller) => caller !== undefined)
  if (given.length > 1)
    throw new TypeError('eventFor: pass one of `token`, `claims` and `principal`, not several.')
  const found = token === undefined ? (claims ?? principal?.claims) : claimsOf(token, nowMs)
  return found && { claims: toStringClaims(found), scopes: null }
}

// The messages never hold the token.
function claimsOf(token: unknown, nowMs: number): Claims {
  const claims = typeof token === 'string' ? decodeBearer(`Bearer ${token}`)?.claims : undefined
  if (!claims)
    throw new TypeError(
      'eventFor: `token` is not a signed JWT, so the authorizer would refuse it before any function runs. Pass the token without "Bearer".',
    )
  if (typeof claims.exp === 'number' && claims.exp * 1_000 <= nowMs)
    throw new TypeError(
      'eventFor: the token has expired, so the authorizer would refuse it before any function runs. Make a new one, or pass `now`.',
    )
  return claims
}
