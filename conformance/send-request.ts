import { Agent, type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest, Agent as TlsAgent } from 'node:https'
import type { CaseRequest } from './case-shape.ts'

/** Where an API is reached. */
export interface Endpoint {
  /** Origin, and path before every request's own where there is one. */
  readonly url: string
  /** The `host` header. @default that of `url` */
  readonly host?: string
}

/** An answer as it came. */
export interface Received {
  readonly status: number
  /** Values by lower-case name, one for each line. */
  readonly headers: ReadonlyMap<string, readonly string[]>
  readonly body: Buffer
}

/** Sends requests over connections that are kept open. */
export interface Client {
  /** @throws {Error} when no whole answer comes within `timeoutMs`. */
  send(endpoint: Endpoint, request: CaseRequest): Promise<Received>
  close(): void
}

/** @param timeoutMs for each request, milliseconds. */
export function createClient(timeoutMs: number): Client {
  const http = new Agent({ keepAlive: true })
  const https = new TlsAgent({ keepAlive: true })
  return {
    send(endpoint, request) {
      const url = new URL(endpoint.url)
      const body = readBody(request.body)
      const options = {
        method: request.method ?? 'GET',
        // As written in the case: no URL class may tidy it.
        path: `${url.pathname.replace(/\/$/, '')}${request.path}`,
        headers: headerLines(endpoint.host ?? url.host, request, body),
        signal: AbortSignal.timeout(timeoutMs),
      }
      const sent =
        url.protocol === 'https:'
          ? httpsRequest(url, { ...options, agent: https })
          : httpRequest(url, { ...options, agent: http })
      return receive(sent, body)
    },
    close() {
      http.destroy()
      https.destroy()
    },
  }
}

function headerLines(host: string, { headers = [], method = 'GET' }: CaseRequest, body: Buffer): string[] {
  const lines = ['host', host, ...headers.flat()]
  if (body.length > 0 || method === 'POST') lines.push('content-length', String(body.length))
  return lines
}

function readBody(body: CaseRequest['body']): Buffer {
  if (body === undefined) return Buffer.alloc(0)
  if (typeof body === 'string') return Buffer.from(body)
  return 'base64' in body ? Buffer.from(body.base64, 'base64') : Buffer.from(body.repeat.repeat(body.times))
}

function receive(sent: ClientRequest, body: Buffer): Promise<Received> {
  const { promise, resolve, reject } = Promise.withResolvers<Received>()
  sent.on('error', reject)
  sent.on('response', (response) => readAnswer(response).then(resolve, reject))
  sent.end(body)
  return promise
}

async function readAnswer(response: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk)
  return {
    status: response.statusCode ?? 0,
    headers: readHeaders(response.rawHeaders),
    body: Buffer.concat(chunks),
  }
}

function readHeaders(raw: readonly string[]): Map<string, string[]> {
  const headers = new Map<string, string[]>()
  for (let index = 0; index < raw.length; index += 2) {
    const name = (raw[index] ?? '').toLowerCase()
    headers.set(name, [...(headers.get(name) ?? []), raw[index + 1] ?? ''])
  }
  return headers
}
