/**
 * What kept the claims from being read. The gateway has accepted such a token, so each of these points to a
 * token of another kind or provider than the service was deployed for.
 *
 * - `ERR_CLAIMS_ABSENT`: no claims at all, as on a route without the JWT authorizer.
 * - `ERR_CLAIM_MISSING`: `iss`, `sub`, `exp` or `iat` is missing.
 * - `ERR_CLAIM_MALFORMED`: a claim does not have the form that every reading needs.
 * - `ERR_ISSUER_UNSUPPORTED`: `iss` does not have the provider's form, or is one whose tokens are not for APIs.
 * - `ERR_TOKEN_USE_UNKNOWN`: nothing distinguishes an id token from an access token.
 * - `ERR_TOKEN_USE_CONFLICTING`: it has the marks of both, or of the one that the setting `tokenUse` excludes.
 */
export type ClaimsErrorCode =
  | 'ERR_CLAIMS_ABSENT'
  | 'ERR_CLAIM_MISSING'
  | 'ERR_CLAIM_MALFORMED'
  | 'ERR_ISSUER_UNSUPPORTED'
  | 'ERR_TOKEN_USE_UNKNOWN'
  | 'ERR_TOKEN_USE_CONFLICTING'

/**
 * The claims name no principal; the caller must be answered with 401.
 *
 * The message says what was found, what was expected and how to fix it. It names claims, never their values, so it
 * may be logged.
 */
export class ClaimsError extends Error {
  override readonly name = 'ClaimsError'
  readonly code: ClaimsErrorCode

  constructor(code: ClaimsErrorCode, message: string) {
    super(message)
    this.code = code
  }
}

/** Ends the messages whose usual cause is a service that was deployed for another provider. */
export const checkProvider = 'Check which provider the service is deployed for.'
