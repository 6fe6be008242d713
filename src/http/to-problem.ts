import { SettingsError } from '../settings.ts'
import { HttpProblem } from './problem.ts'
import { type ProblemCode, problemCodes } from './problem-codes.ts'

/**
 * Turns whatever was thrown into a problem. Never throws itself, and never repeats a foreign error's message.
 *
 * An error keeps its status only if it follows the `http-errors` convention, `expose` alongside `statusCode`, as
 * Middy's own middleware does. A bare `statusCode` means nothing: AWS and HTTP clients put the status of the service
 * that *they* called there.
 */
export function toProblem(error: unknown): HttpProblem {
  try {
    if (error instanceof HttpProblem) return error
    return new HttpProblem(codeFor(error), undefined, { cause: error, ...hintOf(error) })
  } catch {
    // A getter or a proxy that throws when read.
    return new HttpProblem('ERR_INTERNAL')
  }
}

/** Says in one line of the log which variable is missing; the message holds no value. */
function hintOf(error: unknown): { operatorHint?: string } {
  return error instanceof SettingsError ? { operatorHint: error.message } : {}
}

function codeFor(error: unknown): ProblemCode {
  if (typeof error !== 'object' || error === null) return 'ERR_INTERNAL'
  if (isEarlyTimeout(error)) return 'ERR_TIMEOUT'
  const { statusCode, expose } = error as { statusCode?: unknown; expose?: unknown }
  if (typeof expose !== 'boolean' || !Number.isInteger(statusCode)) return 'ERR_INTERNAL'
  return codeForStatus(statusCode as number)
}

/** The first code of that status: the table starts with the plain one. Any other status is treated as the x00 of its class (RFC 9110 section 15). */
function codeForStatus(status: number): ProblemCode {
  const codes = Object.keys(problemCodes) as ProblemCode[]
  const isClients = status >= 400 && status < 500
  return (
    codes.find((code) => problemCodes[code].status === status) ??
    (isClients ? 'ERR_BAD_REQUEST' : 'ERR_INTERNAL')
  )
}

/** Middy ends a call shortly before Lambda would, with this error. Any other TimeoutError is a library's. */
function isEarlyTimeout(error: object): boolean {
  const { name, cause } = error as { name?: unknown; cause?: { package?: unknown } }
  return name === 'TimeoutError' && cause?.package === '@middy/core'
}
