import { HttpProblem } from './problem.ts'
import type { ProblemCode } from './problem-codes.ts'

/** Statuses of foreign errors that we have a word for; the rest is read as its class, x00 (RFC 9110 section 15). */
const codesByStatus: ReadonlyMap<number, ProblemCode> = new Map([
  [401, 'ERR_UNAUTHORIZED'],
  [403, 'ERR_FORBIDDEN'],
  [404, 'ERR_NOT_FOUND'],
  [409, 'ERR_CONFLICT'],
  [412, 'ERR_PRECONDITION_FAILED'],
  [413, 'ERR_BODY_TOO_LARGE'],
  [415, 'ERR_CONTENT_TYPE_UNSUPPORTED'],
  [422, 'ERR_BODY_INVALID'],
  [429, 'ERR_TOO_MANY_REQUESTS'],
  [503, 'ERR_UNAVAILABLE'],
])

/**
 * Makes a problem of whatever was thrown: never throws itself, and never repeats a foreign error's message.
 *
 * An error keeps its status only if it follows the `http-errors` convention, `expose` beside `statusCode`, as
 * Middy's own middleware does. A bare `statusCode` says nothing: AWS and HTTP clients put the status of the service
 * that *they* called there.
 */
export function toProblem(error: unknown): HttpProblem {
  try {
    return error instanceof HttpProblem ? error : new HttpProblem(codeFor(error), undefined, { cause: error })
  } catch {
    // A getter or a proxy that throws when looked at.
    return new HttpProblem('ERR_INTERNAL')
  }
}

function codeFor(error: unknown): ProblemCode {
  if (typeof error !== 'object' || error === null) return 'ERR_INTERNAL'
  if (isEarlyTimeout(error)) return 'ERR_TIMEOUT'
  const { statusCode, expose } = error as { statusCode?: unknown; expose?: unknown }
  if (typeof expose !== 'boolean' || !Number.isInteger(statusCode)) return 'ERR_INTERNAL'
  return codeForStatus(statusCode as number)
}

function codeForStatus(status: number): ProblemCode {
  return codesByStatus.get(status) ?? (status >= 400 && status < 500 ? 'ERR_BAD_REQUEST' : 'ERR_INTERNAL')
}

/** Middy ends a call shortly before Lambda would, with this error; other libraries' TimeoutError is not about us. */
function isEarlyTimeout(error: object): boolean {
  const { name, cause } = error as { name?: unknown; cause?: { package?: unknown } }
  return name === 'TimeoutError' && cause?.package === '@middy/core'
}
