import type { HeaderPairs, RequestDetails, ShownBody } from '../../../api-types.ts'
import { hideTokens, join, toShared } from './shared-request.ts'

interface Options {
  readonly withToken: boolean
}

/** A request and its response as an HTTP archive (HAR 1.2), for the network tab of a browser and for other tools. */
export function harFile(apiUrl: string, request: RequestDetails, { withToken }: Options): string {
  const { atMs, tookMs } = request
  const entry = {
    startedDateTime: new Date(atMs).toISOString(),
    time: tookMs,
    request: requestOf(apiUrl, request, withToken),
    response: responseOf(request, withToken ? String : hideTokens),
    cache: {},
    timings: { send: 0, wait: tookMs, receive: 0 },
  }
  const creator = { name: 'claimcheck', version: '1' }
  return JSON.stringify({ log: { version: '1.2', creator, entries: [entry] } }, undefined, 2)
}

function requestOf(apiUrl: string, request: RequestDetails, withToken: boolean) {
  const shared = toShared(apiUrl, request, withToken)
  const url = join(shared.url, '$TOKEN')
  const headers = shared.headers.map(([name, value]) => ({ name, value: join(value, '$TOKEN') }))
  const { requestBody } = request
  return {
    method: request.method,
    url,
    httpVersion: 'HTTP/1.1',
    cookies: cookiesOf(
      headers.filter(({ name }) => name === 'cookie').flatMap(({ value }) => value.split('; ')),
    ),
    headers,
    queryString: [...new URL(url).searchParams].map(([name, value]) => ({ name, value })),
    ...(shared.body && { postData: { mimeType: typeOf(request.requestHeaders), text: shared.body } }),
    headersSize: -1,
    bodySize: sizeOf(requestBody),
  }
}

function responseOf(request: RequestDetails, write: (text: string) => string) {
  const { status, statusText, responseHeaders, responseBody } = request
  const headers = responseHeaders.map(([name, value]) => ({ name, value: write(value) }))
  const size = sizeOf(responseBody)
  return {
    status,
    statusText,
    httpVersion: 'HTTP/1.1',
    cookies: cookiesOf(
      headers.filter(({ name }) => name === 'set-cookie').map(({ value }) => value.split(';', 1)[0] ?? ''),
    ),
    headers,
    content: {
      size,
      mimeType: typeOf(responseHeaders),
      ...('text' in responseBody && { text: write(responseBody.text) }),
    },
    redirectURL: headers.find(({ name }) => name === 'location')?.value ?? '',
    headersSize: -1,
    bodySize: size,
  }
}

function cookiesOf(texts: readonly string[]) {
  return texts.map((text) => {
    const [name = '', ...value] = text.split('=')
    return { name, value: value.join('=') }
  })
}

function typeOf(headers: HeaderPairs): string {
  return headers.find(([name]) => name === 'content-type')?.[1] ?? ''
}

function sizeOf(body: ShownBody): number {
  return 'bytes' in body ? body.bytes : new TextEncoder().encode(body.text).length
}
