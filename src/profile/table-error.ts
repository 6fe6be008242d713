/**
 * DynamoDB answered with an error; `name` is its type, such as `ThrottlingException`. Its message, which may quote data, is
 * left behind.
 */
export class TableError extends Error {
  override readonly name: string
  /** Of DynamoDB's answer; not `statusCode`, which would speak of ours. */
  readonly status: number

  /** @param body Of the answer: JSON with a `__type`, or whatever a machine on the way put there. */
  constructor(status: number, body: string) {
    super(`DynamoDB answered ${status}.`)
    this.status = status
    this.name = typeIn(body) ?? 'TableError'
  }
}

/** `com.amazonaws.dynamodb.v20120810#ThrottlingException`: what stands after the `#`. */
function typeIn(body: string): string | undefined {
  return /"__type"\s*:\s*"(?:[^"#]*#)?(\w+)"/.exec(body)?.[1]
}

/** Throttling by DynamoDB, limits of ours that were reached, network errors of Node: they go away by themselves. */
const passing: ReadonlySet<unknown> = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'AbortError',
  'TimeoutError',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
])

/** Whether asking again may help. */
export function isPassing(error: unknown): boolean {
  const { name, code, status } = error as { name?: unknown; code?: unknown; status?: unknown }
  return passing.has(name) || passing.has(code) || Number(status) >= 500
}
