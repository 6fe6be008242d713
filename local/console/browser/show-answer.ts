import type { ApiCall } from './call-api.ts'
import { element, make } from './element.ts'

export interface Answer {
  readonly call: ApiCall
  readonly response: Response
  readonly text: string
  readonly durationMs: number
}

const phrases: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  204: 'No Content',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  412: 'Precondition Failed',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}

const headersOfInterest = [
  'content-type',
  'www-authenticate',
  'etag',
  'location',
  'retry-after',
  'apigw-requestid',
]

/**
 * Status, the headers that matter and the body. A browser shows a page only the headers that the API's CORS exposes.
 *
 * @returns the status in words.
 */
export function showAnswer({ call, response, text, durationMs }: Answer): string {
  const words = `${response.status} ${phrases[response.status] ?? ''}`.trim()
  const status = make('span', `status ${response.ok ? 'good' : 'bad'}`, words)
  const took = make('span', 'hint', `${Math.round(durationMs)} ms`)
  const headers = headersOfInterest.flatMap((name) => {
    const value = response.headers.get(name)
    return value ? [make('div', 'claim', make('dt', '', name), make('dd', '', make('code', '', value)))] : []
  })
  element('answer', HTMLElement).replaceChildren(
    make('p', 'answer-head', requestLine(call), status, took),
    make('dl', 'claims', ...headers),
    ...(text ? [bodyBlock(text)] : [make('p', 'hint', 'No body.')]),
  )
  return words
}

export function showFailure(call: ApiCall, reason: string): string {
  const words = 'No answer'
  element('answer', HTMLElement).replaceChildren(
    make('p', 'answer-head', requestLine(call), make('span', 'status bad', words)),
    make('p', '', reason),
  )
  return words
}

function requestLine({ method, path }: ApiCall): HTMLElement {
  return make('code', 'request-line', `${method} ${path}`)
}

/** Wide bodies scroll, so the block can be focused. */
function bodyBlock(text: string): HTMLElement {
  const block = make('pre', 'body', pretty(text))
  block.tabIndex = 0
  block.role = 'region'
  block.ariaLabel = 'Body of the answer'
  return block
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2)
  } catch {
    return text
  }
}
