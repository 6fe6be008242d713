import { randomBytes } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { every } from 'hono/combine'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { readForm } from './media-types.ts'
import { isSecret } from './run-key.ts'

/** Keeps other web pages away from pages that change things without a sign-in. */
export interface SameOriginForms {
  /** What each form must send along as `token`. */
  readonly token: string
  readonly guard: MiddlewareHandler
}

/**
 * Lets a form through only if it was sent by a page of our own origin, with the token that only such a page can have read:
 * `onlyOwnHost` keeps pages of other names away.
 *
 * @param url our origin.
 */
export function sameOriginForms(url: string): SameOriginForms {
  const token = randomBytes(32).toString('base64url')
  return { token, guard: every(csrf({ origin: url }), ownToken(token)) }
}

function ownToken(token: string): MiddlewareHandler {
  return async (c, next) => {
    if (isReading(c.req.method)) return next()
    const sent = (await readForm(c)).get('token')
    if (typeof sent !== 'string' || !isSecret(sent, token)) throw new HTTPException(403)
    return next()
  }
}

function isReading(method: string): boolean {
  return method === 'GET' || method === 'HEAD'
}
