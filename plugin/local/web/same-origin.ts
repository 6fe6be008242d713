import type { MiddlewareHandler } from 'hono'

/**
 * Answers only what the console's own page asks: tokens and requests are read here. Any site may send requests here, but browsers
 * set `Sec-Fetch-Site` and `Origin` themselves (Fetch Metadata Request Headers section 2.4; RFC 6454 section 7).
 *
 * @param origin of the console: `http://localhost:3001`.
 */
export function onlySameOrigin(origin: string): MiddlewareHandler {
  return async (c, next) => {
    const isOurs =
      c.req.header('sec-fetch-site') === 'same-origin' && [undefined, origin].includes(c.req.header('origin'))
    if (!isOurs) return c.json({ message: 'Only the console page may call this.' }, 403)
    c.header('cache-control', 'no-store')
    c.header('x-content-type-options', 'nosniff')
    return next()
  }
}
