import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { HttpProblem } from '../index.ts'

/**
 * DynamoDB answers in milliseconds. These limits end a call that does not, retries included, well before the
 * function's own timeout of 6 s, so that the caller still gets an answer.
 */
const limits = { connectTimeoutMs: 500, requestTimeoutMs: 1000, attempts: 3, deadlineMs: 2500 }

/** Sends a command: `(options) => client.send(command, options)`. */
type Send<Answer> = (options: { abortSignal: AbortSignal }) => Promise<Answer>

/**
 * Connects to DynamoDB in the function's region, or to where `AWS_ENDPOINT_URL_DYNAMODB` says. Call it once per
 * instance of the function: connections are kept between invocations.
 */
export function connectTable(): DynamoDBDocumentClient {
  const client = new DynamoDBClient({
    maxAttempts: limits.attempts,
    requestHandler: {
      connectionTimeout: limits.connectTimeoutMs,
      requestTimeout: limits.requestTimeoutMs,
      throwOnRequestTimeout: true,
    },
  })
  return DynamoDBDocumentClient.from(client)
}

/**
 * Asks the table within the limits.
 *
 * @throws {HttpProblem} `ERR_PRECONDITION_FAILED` (412) when the command's condition does not hold. `ERR_UNAVAILABLE`
 * (503, with `retry-after`) when the table throttles, fails or does not answer in time; a write may then have been
 * made or not. What waiting does not mend, such as a missing permission, is thrown as it comes.
 */
export async function askTable<Answer>(send: Send<Answer>): Promise<Answer> {
  try {
    return await send({ abortSignal: AbortSignal.timeout(limits.deadlineMs) })
  } catch (error) {
    throw asProblem(error)
  }
}

function asProblem(error: unknown): unknown {
  if (error instanceof ConditionalCheckFailedException) return new HttpProblem('ERR_PRECONDITION_FAILED')
  if (isPassing(error)) return new HttpProblem('ERR_UNAVAILABLE', undefined, { cause: error })
  return error
}

/** Throttling by DynamoDB, timeouts of the SDK and of ours, network errors of Node: they go away by themselves. */
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

function isPassing(error: unknown): boolean {
  const { name, code, $metadata } = error as {
    name?: unknown
    code?: unknown
    $metadata?: { httpStatusCode?: number }
  }
  return passing.has(name) || passing.has(code) || ($metadata?.httpStatusCode ?? 0) >= 500
}
