const loopbackHosts = /^(?:localhost|(?:[a-z0-9-]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

/**
 * Reads the URL of an issuer or of its keys. It must be `https:`; `http:` is allowed for this machine only, and a document
 * fetched over https may not refer to it.
 *
 * @throws {Error} saying what is wrong with it.
 */
export function parseIssuerUrl(text: string, options: { readonly allowLoopbackHttp: boolean }): URL {
  const url = URL.parse(text)
  const isAllowed =
    url?.protocol === 'https:' || (url?.protocol === 'http:' && options.allowLoopbackHttp && isLoopback(url))
  if (url && isAllowed) return url
  throw new Error(`"${text}" is not an https URL`)
}

/** Tells whether a URL names this machine. */
export function isLoopback(url: URL): boolean {
  return loopbackHosts.test(url.hostname)
}
