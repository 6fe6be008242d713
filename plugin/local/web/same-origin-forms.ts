import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { every } from 'hono/combine'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'

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
    const sent = (await c.req.formData()).get('token')
    if (typeof sent !== 'string' || !isEqual(sent, token)) throw new HTTPException(403)
    return next()
  }
}

function isReading(method: string): boolean {
  return method === 'GET' || method === 'HEAD'
}

function isEqual(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/** The text fields of a form that was sent; a field that is not there, or is a file, is empty. */
export async function formText<Name extends string>(
  c: Context,
  ...names: readonly Name[]
): Promise<Record<Name, string>> {
  const body = await c.req.parseBody()
  const text = (name: Name) => {
    const value = body[name]
    return typeof value === 'string' ? value : ''
  }
  return Object.fromEntries(names.map((name) => [name, text(name)])) as Record<Name, string>
}
