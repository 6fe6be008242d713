import type { Context } from 'hono'
import type { Html } from './page.ts'

/**
 * Headers of every page: only our own files may be loaded, and nothing may frame the page.
 *
 * @param origin where forms may be sent to, in addition to the page's own origin.
 * @param elsewhere origins that the page's program and its forms may talk to as well.
 */
export function pageHeaders(origin: string, elsewhere: readonly string[] = []): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    ['connect-src', "'self'", ...elsewhere].join(' '),
    ['form-action', "'self'", origin, ...elsewhere].join(' '),
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ]
  return {
    'content-security-policy': policy.join('; '),
    'cache-control': 'no-store',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
  }
}

type PageStatus = 200 | 400 | 401 | 403 | 404 | 409 | 415 | 422 | 500

/** Answers with a page of ours, under its strict policy. */
export async function showPage(c: Context, url: string, page: Html, status: PageStatus = 200) {
  for (const [name, value] of Object.entries(pageHeaders(url))) c.header(name, value)
  return c.html(page, status)
}
