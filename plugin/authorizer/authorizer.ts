/** How an API's JWT authorizer is set up: what serverless.yml says of it, references resolved. */
export interface LocalAuthorizer {
  readonly name: string
  /** Compared exactly with `iss`, trailing slash included. */
  readonly issuer: string
  readonly audience: readonly string[]
  /** `$request.header.Authorization` or `$request.querystring.<name>`. */
  readonly identitySource: string
}

/** What a token's claims are checked against. */
export interface ClaimContext {
  readonly authorizer: LocalAuthorizer
  /** The route's `authorizationScopes`; an empty list requires none. */
  readonly routeScopes: readonly string[]
  /** The time that `exp`, `nbf` and `iat` are compared with, milliseconds since the epoch. */
  readonly nowMs: number
}

/**
 * API Gateway's limits for an issuer. They cannot be raised.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
 */
export const authorizerLimits = {
  /** For the discovery document, and again for the keys. */
  timeoutMs: 1_500,
  /** Of the key set; the discovery document is held to it too. */
  maxBytes: 150_000,
} as const
