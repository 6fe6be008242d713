import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { listen } from '../../../system/listen.ts'
import { collectBody } from '../collect-body.ts'
import { maxResponseBytes } from '../response-limit.ts'
import type { WorkerFailure } from '../worker-messages.ts'
import { readFailure, readTrailerFailure } from './read-failure.ts'

/** An event as the client of a runtime gets it. */
export interface RuntimeEvent {
  readonly requestId: string
  readonly eventText: string
  readonly headers: Readonly<Record<string, string>>
}

export interface RuntimeListener {
  /** It asks for its first event: it has loaded. */
  onReady(): void
  onInitError(failure: WorkerFailure): void
  onResponse(requestId: string, body: Buffer, isTooLong: boolean): void
  onError(requestId: string, failure: WorkerFailure): void
}

/** The Lambda Runtime API of one instance. */
export interface RuntimeServer {
  /** `127.0.0.1:PORT`, for `AWS_LAMBDA_RUNTIME_API`. */
  readonly address: string
  /** Answers the waiting `next`, or the one to come. */
  send(event: RuntimeEvent): void
  /** Whether an event was sent that nobody has asked for. */
  hasUntaken(): boolean
  close(): void
}

/**
 * Serves AWS's own runtime clients. `next` is held open for as long as there is no event; an answer must name the event that was
 * handed out last. Requests that come from a web page are refused.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export async function startRuntimeServer(listener: RuntimeListener): Promise<RuntimeServer> {
  const state = createState(listener)
  // Python sends the cause of an error, up to 1 MiB, in a header.
  const server = createServer({ maxHeaderSize: 2 * 1024 * 1024, requestTimeout: 0 }, (request, response) => {
    request.on('error', () => request.destroy())
    void answer(request, response, state).catch(() => response.destroy())
  })
  // The client keeps its connection while the handler runs, however long that takes.
  server.keepAliveTimeout = 0
  server.unref()
  const address = `127.0.0.1:${await listen(server, { port: 0, host: '127.0.0.1', option: '--port' })}`
  state.host = address
  return { address, send: state.send, hasUntaken: state.hasUntaken, close: () => closeAll(server) }
}

type State = ReturnType<typeof createState>

function createState(listener: RuntimeListener) {
  let waiting: ServerResponse | undefined
  let event: RuntimeEvent | undefined
  let isReady = false
  let hasFailed = false

  function handOut(): void {
    if (!waiting || !event || current.running !== undefined) return
    const { requestId, eventText, headers } = event
    waiting.writeHead(200, { ...headers, 'content-length': Buffer.byteLength(eventText) })
    waiting.end(eventText)
    current.running = requestId
    waiting = event = undefined
  }

  const current = {
    host: '',
    /** The event that was handed out and is not answered. */
    running: undefined as string | undefined,
    listener,
    send(next: RuntimeEvent) {
      event = next
      handOut()
    },
    hasUntaken: () => event !== undefined,
    wait(response: ServerResponse) {
      waiting?.destroy()
      waiting = response
      if (!isReady) listener.onReady()
      isReady = true
      handOut()
    },
    /** @returns false when there has been one, or it has loaded already. */
    failInit(failure: WorkerFailure): boolean {
      if (isReady || hasFailed) return false
      hasFailed = true
      listener.onInitError(failure)
      return true
    },
  }
  return current
}

const paths = /^\/2018-06-01\/runtime\/(?:init\/(error)|invocation\/(?:(next)|([^/]+)\/(response|error)))$/

async function answer(request: IncomingMessage, response: ServerResponse, state: State): Promise<void> {
  if (isForeign(request, state.host)) return reply(response, 403, 'Forbidden', 'not for web pages')
  const [, init, next, requestId = '', kind] = paths.exec(request.url ?? '') ?? []
  if (request.method === 'GET' && next) return state.wait(response)
  if (request.method === 'POST' && init) return takeInitError(request, response, state)
  if (request.method === 'POST' && kind) return takeAnswer(request, response, { state, requestId, kind })
  return reply(response, 404, 'ResourceNotFound', `no ${request.method} ${request.url} here`)
}

/** A page has an origin, or a name that was pointed to this machine; a browser says what it is about to fetch. */
function isForeign({ headers }: IncomingMessage, host: string): boolean {
  return headers.origin !== undefined || headers['sec-fetch-site'] !== undefined || headers.host !== host
}

async function takeInitError(
  request: IncomingMessage,
  response: ServerResponse,
  state: State,
): Promise<void> {
  const { bytes } = await collectBody(request, maxResponseBytes)
  const isTaken = state.failInit(readFailure(bytes, request.headers))
  return isTaken ? accept(response) : reply(response, 403, 'InvalidStateTransition', 'the init phase is over')
}

interface Answered {
  readonly state: State
  readonly requestId: string
  readonly kind: string
}

async function takeAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  { state, requestId, kind }: Answered,
): Promise<void> {
  if (requestId !== state.running) return reply(response, 400, 'InvalidRequestID', 'Invalid request ID')
  const { bytes, isTooLong } = await collectBody(request, maxResponseBytes)
  if (requestId !== state.running) return reply(response, 400, 'InvalidRequestID', 'Invalid request ID')
  state.running = undefined
  if (isTooLong) reply(response, 413, 'RequestEntityTooLarge', `more than ${maxResponseBytes} bytes`)
  else accept(response)
  const failure =
    kind === 'error' ? readFailure(bytes, request.headers) : readTrailerFailure(request.trailers)
  if (failure) state.listener.onError(requestId, failure)
  else state.listener.onResponse(requestId, bytes, isTooLong)
}

function accept(response: ServerResponse): void {
  send(response, 202, { status: 'OK' })
}

function reply(response: ServerResponse, status: number, errorType: string, errorMessage: string): void {
  send(response, status, { errorMessage, errorType })
}

function send(response: ServerResponse, status: number, value: unknown): void {
  const body = JSON.stringify(value)
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  })
  response.end(body)
}

function closeAll(server: Server): void {
  server.close()
  server.closeAllConnections()
}
