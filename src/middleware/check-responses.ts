import type { MiddlewareObj, Request } from '@middy/core'
import { checkResponse, type ResponseSchemas } from '../http/check-response.ts'
import { requestIdOf } from '../http/event.ts'
import type { HttpResponse } from '../http/response.ts'
import { writeRecord, writeToStdout } from '../log/write-line.ts'
import type { RequestLogOptions } from './request-log.ts'

type Answered = Request<unknown, HttpResponse>

/**
 * Checks what the handler answered against the schemas of its responses, and leaves it as it is. Goes last.
 *
 * @param check What a wrong response leads to: its hook throws `HttpProblem` `ERR_RESPONSE_INVALID` (500), or writes a line to the log.
 */
export function checkResponses(
  responses: ResponseSchemas,
  check: 'fail' | 'log',
  { write = writeToStdout }: Pick<RequestLogOptions, 'write'>,
): MiddlewareObj {
  async function checkResponsesAfter({ event, context, response }: Answered): Promise<void> {
    const problem = response && (await checkResponse(response, responses))
    if (!problem) return
    if (check === 'fail') throw problem
    const { operatorHint: message, code } = problem
    writeRecord(write, { level: 'error', message, requestId: requestIdOf(event, context), code })
  }

  return { after: checkResponsesAfter }
}
