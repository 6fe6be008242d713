import { describeKind } from '../authorizer/log-safe.ts'
import { isObject } from '../providers/read-claim.ts'
import {
  ResponseProblem,
  readCookies,
  readMultiValueHeaders,
  readResponseHeaders,
} from './function-response-headers.ts'
import type { GatewayResponse, HeaderLines } from './gateway-response.ts'

/**
 * Reads what a function returned, as API Gateway does for payload format 2.0: with a `statusCode` it is a
 * response, without one it is itself the body of a 200 in JSON. Source: AWS http-api-develop-integrations-lambda.
 *
 * @throws {ResponseProblem} when it is not a response; the client gets a 500.
 */
export function readResponse(value: unknown): GatewayResponse {
  if (!isObject(value) || !Object.hasOwn(value, 'statusCode')) return inferResponse(value)
  return makeResponse(value, [...readCookies(value.cookies), ...readResponseHeaders(value.headers)])
}

/**
 * Reads what a function of payload format 1.0 returned: nothing is inferred, and `multiValueHeaders` come after the single ones.
 *
 * @throws {ResponseProblem} when it is not a response; the client gets a 500.
 */
export function readResponseInFormat1(value: unknown): GatewayResponse {
  if (!isObject(value))
    throw new ResponseProblem(`the response must be an object; it is ${describeKind(value)}`)
  return makeResponse(value, [
    ...readResponseHeaders(value.headers),
    ...readMultiValueHeaders(value.multiValueHeaders),
  ])
}

function makeResponse(
  { statusCode, body, isBase64Encoded }: Record<string, unknown>,
  lines: HeaderLines,
): GatewayResponse {
  const hasType = lines.some(([name]) => name === 'content-type')
  return {
    status: readStatus(statusCode),
    headers: [...(hasType ? [] : [['content-type', 'text/plain; charset=utf-8'] as const]), ...lines],
    body: readBody(body, isBase64Encoded),
  }
}

function inferResponse(value: unknown): GatewayResponse {
  const body = typeof value === 'string' ? value : JSON.stringify(value ?? null)
  return { status: 200, headers: [['content-type', 'application/json']], body }
}

/** Whether AWS accepts a `statusCode` as text is not known: it is refused. A 1xx cannot be final. */
function readStatus(statusCode: unknown): number {
  if (typeof statusCode !== 'number') {
    throw new ResponseProblem(
      `statusCode must be a number from 200 to 599; it is ${describeKind(statusCode)}`,
    )
  }
  if (!Number.isInteger(statusCode) || statusCode < 200 || statusCode > 599) {
    throw new ResponseProblem(`statusCode must be a whole number from 200 to 599; it is ${statusCode}`)
  }
  return statusCode
}

function readBody(body: unknown, isBase64Encoded: unknown): string | Buffer {
  if (body === undefined || body === null) return ''
  if (typeof body !== 'string') {
    throw new ResponseProblem(
      `body must be text; it is ${describeKind(body)}. Pass it through JSON.stringify`,
    )
  }
  return isBase64Encoded === true ? Buffer.from(body, 'base64') : body
}
