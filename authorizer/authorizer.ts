/** What stands before a route: what serverless.yml says of it, references resolved. */
export type LocalAuthorizer = JwtAuthorizer | RequestAuthorizer | IamAuthorizer

/** A JWT authorizer: the gateway checks the token itself. */
export interface JwtAuthorizer {
  readonly kind: 'jwt'
  readonly name: string
  /** Compared exactly with `iss`, trailing slash included. */
  readonly issuer: string
  readonly audience: readonly string[]
  /** `$request.header.Authorization` or `$request.querystring.<name>`. */
  readonly identitySource: string
}

/** A Lambda authorizer (`type: request`): a function of the service decides. */
export interface RequestAuthorizer {
  readonly kind: 'request'
  readonly name: string
  /** The key of the function in serverless.yml. */
  readonly functionKey: string
  /** How the event that the function gets looks. */
  readonly payloadFormat: '1.0' | '2.0'
  /** The function answers `{ isAuthorized }`; otherwise an IAM policy. */
  readonly simpleResponses: boolean
  /** `$request.header.X`, `$request.querystring.x`, `$context.x` or `$stageVariables.x`, in the order written. */
  readonly identitySources: readonly string[]
  /** For how long an answer is reused, seconds. 0: never. */
  readonly resultTtlSeconds: number
}

/** `type: aws_iam`: the request is signed with AWS credentials (Signature Version 4, service `execute-api`). */
export interface IamAuthorizer {
  readonly kind: 'iam'
}

/** What a token's claims are checked against. */
export interface ClaimContext {
  readonly authorizer: JwtAuthorizer
  /** The route's `authorizationScopes`; an empty list requires none. */
  readonly routeScopes: readonly string[]
  /** The time that `exp`, `nbf` and `iat` are compared with, milliseconds since the epoch. */
  readonly nowMs: number
}

/** What an event says of a caller whose token passed. */
export interface AuthorizedCaller {
  /** Claims as strings, sorted by name. */
  readonly stringClaims: Readonly<Record<string, string>>
  /** All scopes of the token on a route that requires scopes, null on one that does not. */
  readonly scopes: readonly string[] | null
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
