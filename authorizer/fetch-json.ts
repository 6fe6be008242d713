import type { IncomingMessage } from 'node:http'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'

/** How a server is reached, where the machine's own trust store and name resolution are not to be used. */
export interface Connection {
  /** Certificate authorities in PEM that are trusted instead of Node's. */
  readonly ca?: string
  /** Resolves host names instead of the machine. */
  readonly lookup?: LookupFunction
}

export interface FetchJsonOptions {
  /** From the lookup of the name to the last byte, milliseconds. */
  readonly timeoutMs: number
  /** Of the body. */
  readonly maxBytes: number
  readonly connection?: Connection | undefined
}

/** Why there is no document. Codes are those of Node: `ENOTFOUND`, `CERT_HAS_EXPIRED`. */
export type FetchFailure =
  | { readonly kind: 'failed'; readonly reason: 'timed-out' | 'too-large' | 'not-json' }
  | { readonly kind: 'failed'; readonly reason: 'unreachable' | 'untrusted'; readonly code: string }
  | {
      readonly kind: 'failed'
      readonly reason: 'status'
      readonly status: number
      readonly location: string | undefined
    }

export type FetchResult =
  | { readonly kind: 'ok'; readonly document: unknown; readonly tookMs: number }
  | FetchFailure

/**
 * Gets a JSON document over https or http, once: only status 200 counts, redirects are not followed. Never rejects.
 *
 * Not the global `fetch`: a certificate authority of one's own needs an agent there that Node does not ship.
 */
export async function fetchJson(
  url: URL,
  { timeoutMs, maxBytes, connection }: FetchJsonOptions,
): Promise<FetchResult> {
  const signal = AbortSignal.timeout(timeoutMs)
  const startedMs = performance.now()
  try {
    const response = await get(url, signal, connection)
    if (response.statusCode !== 200) return rejectStatus(response)
    const text = await readUpTo(response, maxBytes)
    return text === undefined ? failed('too-large') : parse(text, performance.now() - startedMs)
  } catch (error) {
    return signal.aborted ? failed('timed-out') : rejectConnection(error)
  }
}

/** What went wrong, as a sentence without its full stop. Says nothing of the document's content. */
export function describeFailure(failure: FetchFailure, url: URL, limits: FetchJsonOptions): string {
  switch (failure.reason) {
    case 'timed-out':
      return `${url} did not answer within ${limits.timeoutMs} ms`
    case 'too-large':
      return `${url} sent more than ${limits.maxBytes} bytes`
    case 'not-json':
      return `${url} sent something that is not JSON`
    case 'unreachable':
      return `${url} cannot be reached: ${failure.code}`
    case 'untrusted':
      return `${url} has a certificate that is not trusted: ${failure.code}`
    case 'status':
      return `${url} answered ${failure.status}, expected 200`
  }
}

function get(url: URL, signal: AbortSignal, connection: Connection = {}): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  // A new connection each time, so that the time includes the handshake, which AWS has to make too.
  request(url, { ...connection, agent: false, signal, headers: { accept: 'application/json' } })
    .once('response', resolve)
    .once('error', reject)
    .end()
  return promise
}

function failed(reason: 'timed-out' | 'too-large' | 'not-json'): FetchFailure {
  return { kind: 'failed', reason }
}

function rejectStatus(response: IncomingMessage): FetchFailure {
  const { statusCode: status = 0, headers } = response
  response.destroy()
  return { kind: 'failed', reason: 'status', status, location: headers.location }
}

/** The text of the body; undefined when it is longer. */
async function readUpTo(response: IncomingMessage, maxBytes: number): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response) {
    bytes += chunk.length
    if (bytes > maxBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parse(text: string, tookMs: number): FetchResult {
  try {
    return { kind: 'ok', document: JSON.parse(text), tookMs }
  } catch {
    return failed('not-json')
  }
}

const certificateCode = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET|^ERR_TLS/

/** Where every address of a name fails, Node gives one error for all of them. */
function rejectConnection(error: unknown): FetchFailure {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error
  const { code, message }: { code?: unknown; message?: unknown } = Object(first)
  const text = String(code ?? message)
  return { kind: 'failed', reason: certificateCode.test(text) ? 'untrusted' : 'unreachable', code: text }
}
