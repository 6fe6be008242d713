import type { LogSafeText } from './log-safe.ts'
import { logSafe } from './log-safe.ts'

/** The checks of a token in AWS's order. Source: AWS http-api-jwt-authorizer. */
export const tokenChecks = [
  'identity source',
  'decode',
  'alg',
  'header',
  'kid',
  'key',
  'signature',
  'iss',
  'aud',
  'exp',
  'nbf',
  'iat',
  'scope',
] as const

export type TokenCheck = (typeof tokenChecks)[number]

/** Why a request may not pass. What the check expected depends on the authorizer alone: see `describeWanted`. */
export interface Refusal {
  readonly kind: 'refused'
  readonly status: 401 | 403
  readonly check: TokenCheck
  /** `missing` is for the access log only; the others are in the challenge. */
  readonly error: 'missing' | 'invalid_token' | 'insufficient_scope'
  /** `error_description` of the challenge. */
  readonly description: string
  readonly found: LogSafeText
}

export interface RefusalReason {
  readonly description: string
  readonly found: LogSafeText
}

/** What a challenge says if the issuer's keys are available but the token's is not among them, or cannot be used. */
export const unknownKey = 'unable to find a signing key for the token'

/** A token that failed a check: 401. */
export function refuseToken(check: TokenCheck, { description, found }: RefusalReason): Refusal {
  return { kind: 'refused', status: 401, check, error: 'invalid_token', description, found }
}

/** No token where the authorizer looks for it: 401 with a bare challenge. */
export function refuseMissing(): Refusal {
  return {
    kind: 'refused',
    status: 401,
    check: 'identity source',
    error: 'missing',
    description: 'token not provided',
    found: logSafe`no token`,
  }
}

/** A good token without any of the route's scopes: 403. */
export function refuseScope(found: LogSafeText): Refusal {
  return {
    kind: 'refused',
    status: 403,
    check: 'scope',
    error: 'insufficient_scope',
    description: 'the token does not have a required scope',
    found,
  }
}

/**
 * The `www-authenticate` value as API Gateway writes it: no commas, the route's scopes first, only the
 * scheme if no token was sent. On a 403 it is inferred.
 */
export function challenge(refusal: Refusal, routeScopes: readonly string[]): string {
  if (refusal.error === 'missing') return 'Bearer'
  const { error, description } = refusal
  return `Bearer scope="${routeScopes.join(' ')}" error="${error}" error_description="${description}"`
}
