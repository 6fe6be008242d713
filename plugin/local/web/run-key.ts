import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { lockedPage, type RunCommand } from './locked-page.ts'
import { showPage } from './page-headers.ts'

export interface RunKeyOptions {
  /** Origin of the pages: `http://localhost:3001`. */
  readonly url: string
  /** The secret of this run. */
  readonly key: string
  /** Whose terminal printed the link. */
  readonly command: RunCommand
}

/**
 * Lets through who holds the secret of this run: in a cookie, which the printed link sets, or, for a program, as a bearer token.
 * Headers that only a browser sets keep other pages away; any program can write those, and so can another user of the machine.
 *
 * The cookie has the port in its name, since cookies do not know ports: two runs on `localhost` would replace each other's.
 */
export function onlyWithRunKey({ url, key, command }: RunKeyOptions): MiddlewareHandler {
  const cookie = `claimcheck-${new URL(url).port}`
  return async (c, next) => {
    const given = c.req.query('key')
    if (c.req.method === 'GET' && given !== undefined && isSecret(given, key)) {
      setCookie(c, cookie, key, { httpOnly: true, sameSite: 'Strict', path: '/' })
      c.header('cache-control', 'no-store')
      c.header('referrer-policy', 'no-referrer')
      return c.redirect(withoutKey(c), 303)
    }
    if (isSecret(getCookie(c, cookie), key) || isSecret(bearerOf(c), key)) return next()
    return reject(c, { url, command, isOldLink: given !== undefined })
  }
}

/** Hashed first, so that neither the length nor the place of a difference shows in the time taken. */
export function isSecret(given: string | undefined, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return given !== undefined && timingSafeEqual(digest(given), digest(secret))
}

function bearerOf(c: Context): string | undefined {
  return /^Bearer (\S+)$/.exec(c.req.header('authorization') ?? '')?.[1]
}

/** The same address on this host, without the key. */
function withoutKey(c: Context): string {
  const { pathname, searchParams } = new URL(c.req.url)
  searchParams.delete('key')
  const path = pathname.replace(/^\/+/, '/')
  return searchParams.size > 0 ? `${path}?${searchParams}` : path
}

interface Locked {
  readonly url: string
  readonly command: RunCommand
  readonly isOldLink: boolean
}

function reject(c: Context, { url, command, isOldLink }: Locked): Response | Promise<Response> {
  c.header('www-authenticate', 'Bearer')
  if (!isData(c)) return showPage(c, url, lockedPage(command, isOldLink), 401)
  const message =
    'This request does not have the key of this run, which is new at each start. ' +
    `Open the link that ${command} printed.`
  return c.json({ message, code: 'ERR_RUN_KEY' }, 401, { 'cache-control': 'no-store' })
}

/** What programs of pages request is under `/_console` and the like. */
function isData(c: Context): boolean {
  return c.req.path.startsWith('/_')
}
