/**
 * Headers of every page: only our own files may be loaded, nothing may frame the page, and the page may talk to its own
 * origin and to `connectTo`.
 *
 * @param origin where forms may be sent to, beside the page's own origin.
 */
export function pageHeaders(origin: string, connectTo: readonly string[] = []): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    ['connect-src', "'self'", ...connectTo].join(' '),
    `form-action 'self' ${origin}`,
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
