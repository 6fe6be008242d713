import type { RequestListener } from 'node:http'

/**
 * Answers only requests to our own host, whatever they ask for: another site may point its name to this machine (DNS rebinding),
 * and its pages would then be of one origin with ours and could read them. The others get 421 (RFC 9110 section 15.5.20).
 *
 * @param url our origin: `http://localhost:3001`.
 */
export function onlyOwnHost(url: string, listener: RequestListener): RequestListener {
  const { host } = new URL(url)
  return (request, response) => {
    // One header line: Node would silently take the first of two.
    const names = request.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host')
    if (names.length <= 1 && request.headers.host?.toLowerCase() === host) return listener(request, response)
    response.writeHead(421, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' })
    response.end(`These pages are only available at ${url}/\n`)
  }
}
