/** An error as DynamoDB answers it: JSON with `__type`. dynalite's own have the same two members. */
export class DynamoError extends Error {
  override readonly name = 'DynamoError'
  readonly statusCode = 400
  readonly body: Readonly<Record<string, unknown>>

  constructor(type: string, message: string, more: Readonly<Record<string, unknown>> = {}) {
    super(message)
    this.body = { __type: type, message, ...more }
  }
}

export const service = (name: string) => `com.amazon.coral.service#${name}`
export const dynamodb = (name: string) => `com.amazonaws.dynamodb.v20120810#${name}`

export function validationError(message: string): DynamoError {
  return new DynamoError('com.amazon.coral.validate#ValidationException', message)
}

/** The body of what dynalite or we refuse; undefined for any other error. */
export function bodyOf(error: unknown): Readonly<Record<string, unknown>> | undefined {
  const { statusCode, body } = error as { statusCode?: unknown; body?: unknown }
  return statusCode === 400 && typeof body === 'object' && body !== null
    ? (body as Record<string, unknown>)
    : undefined
}

/** `ConditionalCheckFailedException`, without its name space. */
export function typeOf(error: unknown): string | undefined {
  const { __type: type } = bodyOf(error) ?? {}
  return typeof type === 'string' ? type.split('#')[1] : undefined
}
