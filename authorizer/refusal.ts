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

const unknownKey = 'unable to find a signing key for the token'

/** What a challenge says of a failed check, unless the check says something more precise. Source: captures of a live HTTP API. */
export const descriptions: Readonly<Record<TokenCheck, string>> = {
  'identity source': 'token not provided',
  decode: 'token is malformed',
  alg: 'signing method is invalid',
  header: 'token is malformed',
  kid: unknownKey,
  key: unknownKey,
  signature: 'signature is invalid',
  iss: 'issuer does not match',
  aud: 'the token does not have a valid audience',
  exp: 'the token has expired',
  nbf: 'the token is not valid yet',
  iat: 'the token is used before it was issued',
  scope: 'the token does not have a required scope',
}

/** What is not three segments. */
export const wrongSegments = 'token contains an invalid number of segments'

export interface RefusalReason {
  /** @default that of the check */
  readonly description?: string
  readonly found: LogSafeText
}

/** A token that failed a check: 401. */
export function refuseToken(
  check: TokenCheck,
  { description = descriptions[check], found }: RefusalReason,
): Refusal {
  return { kind: 'refused', status: 401, check, error: 'invalid_token', description, found }
}

/** No token where the authorizer looks for it: 401 with a bare challenge. */
export function refuseMissing(): Refusal {
  return {
    kind: 'refused',
    status: 401,
    check: 'identity source',
    error: 'missing',
    description: descriptions['identity source'],
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
    description: descriptions.scope,
    found,
  }
}

/**
 * The `www-authenticate` value as API Gateway writes it: no commas, the route's scopes first, only the
 * scheme if no token was sent. On a 403 it is inferred.
 */
export function challenge(
  { error, description }: Pick<Refusal, 'error' | 'description'>,
  routeScopes: readonly string[],
): string {
  if (error === 'missing') return 'Bearer'
  return `Bearer scope="${routeScopes.join(' ')}" error="${error}" error_description="${description}"`
}
