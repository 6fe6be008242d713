const loopbackHosts = /^(?:localhost|(?:[a-z0-9-]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

/**
 * Reads the URL of an issuer or of its keys. It must be `https:`; `http:` is let through on this machine only, and a document
 * found over https may not lead back to it.
 *
 * @throws {Error} saying what is wrong with it.
 */
export function parseIssuerUrl(text: string, options: { readonly allowLoopbackHttp: boolean }): URL {
  const url = URL.parse(text)
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    throw new Error(`"${text}" is no https URL`)
  if (url.protocol === 'http:' && !(options.allowLoopbackHttp && isLoopback(url))) {
    throw new Error(`"${text}" is not https`)
  }
  return url
}

/** Tells whether a URL names this machine. */
export function isLoopback(url: URL): boolean {
  return loopbackHosts.test(url.hostname)
}
