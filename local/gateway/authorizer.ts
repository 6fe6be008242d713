import type { LocalAuthorizer } from '../service.ts'
import { checkClaims } from './check-claims.ts'
import type { AuthorizedCaller } from './event.ts'
import type { KeySource } from './keys.ts'
import type { Refusal } from './refusal.ts'
import { refuseScope } from './refusal.ts'
import { readTokenScopes } from './token-scopes.ts'
import { verifyToken } from './verify-token.ts'

export interface AuthorizeOptions {
  readonly authorizer: LocalAuthorizer
  /** The route's `authorizationScopes`; empty asks for none. */
  readonly routeScopes: readonly string[]
  readonly keys: KeySource
  readonly nowMs: number
}

export interface Acceptance extends AuthorizedCaller {
  readonly kind: 'accepted'
}

/**
 * Decides on one token as the JWT authorizer of an HTTP API does: decode, algorithm, key, signature, issuer,
 * audience or client, times, scopes; the first check that fails decides. Where AWS's behaviour is not known, it refuses.
 * Nothing is remembered but that a signature was good. Source: AWS http-api-jwt-authorizer.
 */
export async function authorize(token: string, options: AuthorizeOptions): Promise<Acceptance | Refusal> {
  const { authorizer, keys, nowMs, routeScopes } = options
  const verified = await verifyToken(token, authorizer.issuer, keys)
  if (verified.kind === 'refused') return verified
  const refusal = checkClaims(verified.claims, { authorizer, nowMs })
  if (refusal) return refusal
  const tokenScopes = readTokenScopes(verified.claims)
  if (routeScopes.length > 0 && !routeScopes.some((scope) => tokenScopes.includes(scope))) {
    return refuseMissingScope(tokenScopes, routeScopes)
  }
  const scopes = routeScopes.length > 0 ? tokenScopes : null
  return { kind: 'accepted', wireClaims: verified.wireClaims, scopes }
}

function refuseMissingScope(tokenScopes: readonly string[], routeScopes: readonly string[]): Refusal {
  return refuseScope({
    found: tokenScopes.length === 0 ? 'a token without scopes' : `${tokenScopes.length} other scopes`,
    wanted: `one of ${routeScopes.join(' ')}`,
  })
}
