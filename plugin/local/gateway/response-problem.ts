/** A function returned something that API Gateway would not understand; the client gets a 500. */
export class ResponseProblem extends Error {
  override readonly name = 'ResponseProblem'
  readonly code = 'ERR_FUNCTION_RESPONSE'
}
