export type TestKitErrorCode =
  | 'ERR_PROVIDER_UNKNOWN'
  | 'ERR_ISSUER_INVALID'
  | 'ERR_BROKEN_TOKEN_UNKNOWN'
  | 'ERR_ROUTE_UNREADABLE'
  | 'ERR_PATH_VARIABLES'
  | 'ERR_TOKEN_UNREADABLE'
  | 'ERR_CALLER_AMBIGUOUS'
  | 'ERR_FORMAT_UNKNOWN'
  | 'ERR_AUTHORIZER_UNSUPPORTED'
  | 'ERR_CLAIM_NEVER_ISSUED'
  | 'ERR_PRINCIPAL_CONTRADICTS'
  | 'ERR_FUNCTION_RESPONSE'
  | 'ERR_NOT_AN_ANSWER'
  | 'ERR_RUNNER_MISSING'

/** A test asks for something that does not exist. The message says what was found, what was expected and what to do. */
export class TestKitError extends Error {
  override readonly name = 'TestKitError'
  readonly code: TestKitErrorCode

  constructor(code: TestKitErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
