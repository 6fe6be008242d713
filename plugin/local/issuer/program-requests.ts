import type { Context, MiddlewareHandler } from 'hono'
import type { z } from 'zod'
import { describeIssues } from '../../system/describe-issues.ts'
import { isJson } from '../web/media-types.ts'
import { isSecret } from '../web/run-key.ts'

/**
 * Lets through programs that hold the run's key, and no web page: a browser names its page in `Origin`, and such a request is
 * refused.
 */
export function onlyWithKey(key: string): MiddlewareHandler {
  return async (c, next) => {
    if (c.req.header('origin') !== undefined)
      return refuse(c, 403, 'Requests from web pages are not allowed.')
    if (!isSecret(c.req.header('authorization'), `Bearer ${key}`)) {
      c.header('www-authenticate', 'Bearer')
      return refuse(c, 401, 'This is not the key of this run. It changes at each start.')
    }
    if (c.req.method !== 'GET' && !isJson(c.req.header('content-type'))) {
      return refuse(c, 415, 'Send JSON, with content-type: application/json.')
    }
    return next()
  }
}

export type RefusedStatus = 400 | 401 | 403 | 405 | 409 | 413 | 415 | 500

export function refuse(c: Context, status: RefusedStatus, message: string): Response {
  return c.json({ message }, status)
}

/** The first thing that is wrong with what a program sent. */
export function firstIssue(error: z.ZodError): string {
  return `${describeIssues(error.issues.slice(0, 1), 'The body')}.`
}
