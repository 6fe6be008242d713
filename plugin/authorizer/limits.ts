/**
 * What API Gateway grants an issuer. None of it can be raised.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
 */
export const authorizerLimits = {
  /** For the discovery document, and again for the keys. */
  timeoutMs: 1_500,
  /** Of the key set. */
  maxBytes: 150_000,
} as const
