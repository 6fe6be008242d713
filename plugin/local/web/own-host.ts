import type { IncomingMessage, RequestListener } from 'node:http'

/**
 * Answers only requests to our own host, whatever they ask for: another site may point its name to this machine (DNS rebinding),
 * and its pages would then be of one origin with ours and could read them. The others get 421 (RFC 9110 section 15.5.20), but a
 * person who typed this machine's other name is led to the right one.
 *
 * @param url our origin: `http://localhost:3001`.
 */
export function onlyOwnHost(url: string, listener: RequestListener): RequestListener {
  const { host } = new URL(url)
  return (request, response) => {
    // One header line: Node would silently take the first of two.
    const names = request.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host')
    if (names.length <= 1 && request.headers.host?.toLowerCase() === host) return listener(request, response)
    if (names.length === 1 && isTyped(request, url)) {
      const location = url + (request.url ?? '/').replace(/^\/+/, '/')
      response.writeHead(307, { location, 'cache-control': 'no-store', connection: 'close' }).end()
      return
    }
    response.writeHead(421, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' })
    response.end(`These pages are only available at ${url}/\n`)
  }
}

const loopbackNames: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])

/** A page that a browser opens (Fetch Metadata Request Headers section 2.2) under a name that always means this machine. */
function isTyped({ method, headers }: IncomingMessage, url: string): boolean {
  if (method !== 'GET' || headers['sec-fetch-mode'] !== 'navigate') return false
  const asked = URL.parse(`http://${headers.host}`)
  return asked !== null && asked.port === new URL(url).port && loopbackNames.has(asked.hostname)
}
