import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import type { LookupFunction } from 'node:net'

/** How an issuer is reached, where the machine's own trust and names are not to be used. */
export interface IssuerConnection {
  /** Certificate authorities in PEM that are trusted instead of Node's. */
  readonly ca?: string
  /** Resolves host names instead of the machine. */
  readonly lookup?: LookupFunction
}

export interface AskOptions {
  /** For the whole exchange. */
  readonly timeoutMs: number
  readonly maxBytes: number
  readonly connection?: IssuerConnection | undefined
}

/** What came of asking for a JSON document. Codes are those of Node: `ENOTFOUND`, `CERT_HAS_EXPIRED`. */
export type Answer =
  | { readonly kind: 'document'; readonly document: unknown; readonly tookMs: number }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'unreachable'; readonly code: string }
  | { readonly kind: 'untrusted'; readonly code: string }
  | { readonly kind: 'status'; readonly status: number; readonly location: string | undefined }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'not-json' }

/** Asks once for a JSON document over https. Redirects are not followed. Never rejects. */
export async function askDocument(
  url: URL,
  { timeoutMs, maxBytes, connection }: AskOptions,
): Promise<Answer> {
  const signal = AbortSignal.timeout(timeoutMs)
  const startedMs = performance.now()
  try {
    const response = await get(url, signal, connection)
    if (response.statusCode !== 200) return refused(response)
    const text = await readUpTo(response, maxBytes)
    return text === undefined ? { kind: 'too-large' } : parse(text, performance.now() - startedMs)
  } catch (error) {
    return signal.aborted ? { kind: 'timed-out' } : describeFailure(error)
  }
}

function get(url: URL, signal: AbortSignal, connection: IssuerConnection = {}): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  // A connection of its own, so that the time counts the handshake, which AWS has to make too.
  request(url, { ...connection, agent: false, signal, headers: { accept: 'application/json' } })
    .once('response', resolve)
    .once('error', reject)
    .end()
  return promise
}

function refused(response: IncomingMessage): Answer {
  const { statusCode = 0, headers } = response
  response.destroy()
  return { kind: 'status', status: statusCode, location: headers.location }
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

function parse(text: string, tookMs: number): Answer {
  try {
    return { kind: 'document', document: JSON.parse(text), tookMs }
  } catch {
    return { kind: 'not-json' }
  }
}

const certificateCode = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET|^ERR_TLS/

/** Where every address of a name fails, Node gives one error for all of them. */
function describeFailure(error: unknown): Answer {
  const [first = error] = error instanceof AggregateError ? error.errors : []
  const code = String((first as { code?: unknown }).code ?? (first as Error).message)
  return { kind: certificateCode.test(code) ? 'untrusted' : 'unreachable', code }
}
