/** The checks of a token in AWS's order. Source: AWS http-api-jwt-authorizer. */
export const tokenChecks = [
  'identity source',
  'decode',
  'alg',
  'header',
  'kid',
  'keys',
  'signature',
  'iss',
  'aud',
  'exp',
  'nbf',
  'iat',
  'scope',
] as const

export type TokenCheck = (typeof tokenChecks)[number]

/** Why a request may not pass. `found` and `wanted` name kinds and settings, never what the token holds. */
export interface Refusal {
  readonly kind: 'refused'
  readonly status: 401 | 403
  readonly check: TokenCheck
  /** `missing` is told to nobody but the access log; the others stand in the challenge. */
  readonly error: 'missing' | 'invalid_token' | 'insufficient_scope'
  /** `error_description` of the challenge. */
  readonly description: string
  readonly found: string
  readonly wanted: string
}

export interface RefusalReason {
  readonly description: string
  readonly found: string
  readonly wanted: string
}

/** A token that some check did not let through: 401. */
export function refuseToken(check: TokenCheck, { description, found, wanted }: RefusalReason): Refusal {
  return { kind: 'refused', status: 401, check, error: 'invalid_token', description, found, wanted }
}

/** No token where the authorizer looks for it: 401 with a bare challenge. */
export function refuseMissing(wanted: string): Refusal {
  const [check, error] = ['identity source', 'missing'] as const
  return {
    kind: 'refused',
    status: 401,
    check,
    error,
    description: 'token not provided',
    found: 'no token',
    wanted,
  }
}

/** A good token without any of the route's scopes: 403. */
export function refuseScope({ found, wanted }: Omit<RefusalReason, 'description'>): Refusal {
  const description = 'the token does not have a required scope'
  return {
    kind: 'refused',
    status: 403,
    check: 'scope',
    error: 'insufficient_scope',
    description,
    found,
    wanted,
  }
}

/**
 * The `www-authenticate` value as API Gateway writes it: no commas, the route's scopes first, nothing but the
 * scheme when no token came. On a 403 it is inferred.
 */
export function challenge(refusal: Refusal, routeScopes: readonly string[]): string {
  if (refusal.error === 'missing') return 'Bearer'
  const { error, description } = refusal
  return `Bearer scope="${routeScopes.join(' ')}" error="${error}" error_description="${description}"`
}

/** A refusal as one line for the log, where AWS says no more than `Unauthorized`. */
export function explainRefusal({ check, found, wanted }: Refusal, authorizerName = ''): string {
  return `refused by authorizer "${authorizerName}" at its check of ${check}: found ${found}; wanted ${wanted}`
}
