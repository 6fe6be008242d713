import type { AuthorizedCaller, ClaimContext } from './authorizer.ts'
import { checkClaims } from './check-claims.ts'
import type { KeySource } from './keys.ts'
import type { Refusal } from './refusal.ts'
import { readTokenScopes } from './token-claims.ts'
import { verifyToken } from './verify-token.ts'

export interface AuthorizeOptions extends ClaimContext {
  readonly keys: KeySource
}

export interface Acceptance extends AuthorizedCaller {
  readonly kind: 'accepted'
}

/**
 * Decides on one token as the JWT authorizer of an HTTP API does: decode, algorithm, key, signature, issuer,
 * audience or client, times, scopes; the first check that fails decides. Where AWS's behaviour is not known, it refuses.
 * Only the fact that a signature was good is cached. Source: AWS http-api-jwt-authorizer.
 */
export async function authorize(token: string, options: AuthorizeOptions): Promise<Acceptance | Refusal> {
  const { authorizer, keys, routeScopes } = options
  const verified = await verifyToken(token, authorizer.issuer, keys)
  if (verified.kind === 'refused') return verified
  const refusal = checkClaims(verified.claims, options)
  if (refusal) return refusal
  const scopes = routeScopes.length > 0 ? readTokenScopes(verified.claims) : null
  return { kind: 'accepted', stringClaims: verified.stringClaims, scopes }
}
