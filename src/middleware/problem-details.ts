import type { MiddlewareObj, Request } from '@middy/core'
import httpErrorHandler from '@middy/http-error-handler'
import { requestIdOf, routeKeyOf } from '../http/event.ts'
import { HttpProblem, problemContentType } from '../http/problem.ts'
import type { HttpResponse } from '../http/response.ts'
import { toProblem } from '../http/to-problem.ts'
import { describeError } from '../log/describe-error.ts'
import { type LineWriter, writeRecord, writeToStdout } from '../log/write-line.ts'

export interface ProblemDetailsOptions {
  /** Receives each finished log line, without its line end. @default stdout */
  readonly write?: LineWriter
}

/** What `problemDetails()` leaves for middleware around it. */
interface ProblemInternal extends Record<string, unknown> {
  problem?: HttpProblem
}

type Failed = Request<unknown, HttpResponse, unknown, Request['context'], ProblemInternal>

/**
 * Turns whatever is thrown inside it into an `application/problem+json` response (RFC 9457).
 *
 * Goes before everything whose errors it is to handle; only `requestLog()` goes before it. An `HttpProblem` is sent as
 * defined, an error of Middy's own middleware by its status, anything else as a 500 that holds only the request id. Each
 * status from 500 on, and each problem with an operator's hint, also logs one line with that id: the error's class, code
 * and where it was thrown, never its message. A response that an inner `onError` has already made is left unchanged.
 */
export function problemDetails(options: ProblemDetailsOptions = {}): MiddlewareObj {
  const write = options.write ?? writeToStdout
  const respond = httpErrorHandler({ logger: false }).onError as (request: Failed) => void

  function problemDetailsOnError(request: Failed): void {
    if (request.response !== undefined) return
    const thrown = request.error
    const problem = answer(request, toProblem(thrown), respond)
    // Middleware around this one still sees what was thrown.
    request.error = thrown
    request.internal.problem = problem
    if (problem.statusCode >= 500 || problem.operatorHint !== undefined) logProblem(write, request, problem)
  }

  return { onError: problemDetailsOnError }
}

/** @returns the problem that was sent: a bare 500 if `problem` has members that cannot be read or written. */
function answer(request: Failed, problem: HttpProblem, respond: (request: Failed) => void): HttpProblem {
  try {
    render(request, problem, respond)
    return problem
  } catch {
    request.response = undefined
    const bare = new HttpProblem('ERR_INTERNAL')
    render(request, bare, respond)
    return bare
  }
}

/** Gives `@middy/http-error-handler` an error whose message is the problem's JSON, from which it makes the response. */
function render(request: Failed, problem: HttpProblem, respond: (request: Failed) => void): void {
  const message = JSON.stringify(problem.toBody(requestIdOf(request.event, request.context)))
  // A fresh object: that handler writes `expose` on the error, which on a frozen one would throw.
  request.error = { statusCode: problem.statusCode, message, expose: true }
  respond(request)
  // It sets `Content-Type: application/json` from the look of the text; merged, the header would be sent twice.
  const headers = { ...problem.headers, 'content-type': problemContentType }
  request.response = { ...(request.response as unknown as HttpResponse), headers }
}

function logProblem(write: LineWriter, request: Failed, problem: HttpProblem): void {
  writeRecord(write, {
    level: 'error',
    message: problem.operatorHint ?? 'unexpected error',
    requestId: requestIdOf(request.event, request.context),
    routeKey: routeKeyOf(request.event),
    code: problem.code,
    error: describeError(request.error),
  })
}
