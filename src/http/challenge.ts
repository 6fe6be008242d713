/** An error code of RFC 6750 section 3.1. */
export type BearerError = 'invalid_token' | 'insufficient_scope'

/**
 * Makes the value of a `www-authenticate` header (RFC 6750 section 3).
 *
 * @param error Left out when the request came without usable credentials: then only the scheme is sent.
 * @param scopes The required scopes, in the form in which a client requests them.
 */
export function bearerChallenge(error?: BearerError, scopes: readonly string[] = []): string {
  if (error === undefined) return 'Bearer'
  const scope = scopes.length === 0 ? '' : `, scope="${scopes.join(' ')}"`
  return `Bearer error="${error}"${scope}`
}

/** Whether `text` is a single scope (RFC 6749 section 3.3): no space, quote or backslash. */
export function isScopeToken(text: string): boolean {
  return /^[\x21\x23-\x5B\x5D-\x7E]+$/.test(text)
}
