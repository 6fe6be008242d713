/**
 * An error response of DynamoDB; `name` is its type, such as `ThrottlingException`. Its message is dropped, since it may
 * quote data.
 */
export class TableError extends Error {
  override readonly name: string
  /** HTTP status of DynamoDB's response. Not called `statusCode`, which Middy would take for ours. */
  readonly status: number

  /** @param body Of the response: JSON with a `__type`, or whatever a proxy on the way sent. */
  constructor(status: number, body: string) {
    super(`DynamoDB answered ${status}.`)
    this.status = status
    this.name = typeIn(body) ?? 'TableError'
  }
}

/** `com.amazonaws.dynamodb.v20120810#ThrottlingException`: the part after the `#`. */
function typeIn(body: string): string | undefined {
  return /"__type"\s*:\s*"(?:[^"#]*#)?(\w+)"/.exec(body)?.[1]
}

/** Throttling by DynamoDB, our own time limits and Node's network errors: they pass on their own. */
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

/** Whether a retry may help. */
export function isPassing(error: unknown): boolean {
  const { name, code, status } = error as { name?: unknown; code?: unknown; status?: unknown }
  return passing.has(name) || passing.has(code) || Number(status) >= 500
}
