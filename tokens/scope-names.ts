import type { IssuerProfile } from '../providers/issuer-profile.ts'

/** Scopes of OpenID Connect that every vendor knows; they take no prefix. */
export const openIdScopes = ['openid', 'profile', 'email'] as const

const vendorScopes: ReadonlySet<string> = new Set(['phone', 'aws.cognito.signin.user.admin', ...openIdScopes])

/**
 * A custom scope as the token has it: with the vendor's prefix, unless it comes with that of another resource server
 * (`orders-api/orders.read`; a Cognito scope's own name has no slash) or is the vendor's own (`aws.cognito.signin.user.admin`).
 */
export function fullScopeName(
  { profile }: { readonly profile: Pick<IssuerProfile, 'scopePrefix'> },
  scope: string,
): string {
  return scope.includes('/') || vendorScopes.has(scope) ? scope : `${profile.scopePrefix}${scope}`
}

/** A custom scope without the vendor's prefix, which may be there or not. */
export function plainScopeName({ scopePrefix }: Pick<IssuerProfile, 'scopePrefix'>, scope: string): string {
  return scope.startsWith(scopePrefix) ? scope.slice(scopePrefix.length) : scope
}

/** Whether a scope is the service's own, and none of the vendor's. */
export function isCustomScope(scope: string): boolean {
  return !vendorScopes.has(scope)
}
