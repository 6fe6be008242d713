import type { RequestListener, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { Duplex } from 'node:stream'
import { UserError } from '../user-error.ts'
import { type ListenOptions, listen } from './listen.ts'

/** Responds to what is not an HTTP request, comes too slowly, or never stops sending headers; then hangs up. */
export type OnClientError = (error: NodeJS.ErrnoException, socket: Duplex) => void

/** The sockets of one gateway, console or issuer. */
export interface HttpServers {
  readonly port: number
  /** Stops listening and ends open connections. */
  close(): Promise<void>
}

/**
 * A client gets ten seconds for its headers and thirty for the whole request; functions are called only once a
 * request is complete, so a slow client delays only itself. Heads above AWS's limit are read up to 32 kB, to be
 * answered properly.
 */
const limits = {
  maxHeaderSize: 32_768,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 20_000,
  connectionsCheckingInterval: 2_000,
}

/** More are turned away, so that idle connections cannot use up the memory. */
const maxConnections = 4_096

/**
 * Listens on a host; for `localhost` on 127.0.0.1 and, where there is one, on ::1, so that neither address
 * leads to another program.
 *
 * @throws {UserError} `ERR_PORT_TAKEN` when something listens on either, `ERR_PORT_REFUSED` when the system forbids it.
 */
export async function startHttpServers(
  listener: RequestListener,
  { port, host, option }: ListenOptions,
  onClientError: OnClientError = rejectBriefly,
): Promise<HttpServers> {
  const first = createLimitedServer(listener, onClientError)
  const boundPort = await listen(first, { port, host: host === 'localhost' ? '127.0.0.1' : host, option })
  const servers = [first]
  try {
    if (host === 'localhost')
      servers.push(...(await listenOnIpv6(createLimitedServer(listener, onClientError), boundPort, option)))
  } catch (error) {
    await stop(first)
    throw error
  }
  return {
    port: boundPort,
    async close() {
      await Promise.all(servers.map(stop))
    },
  }
}

/** Ports that are open before there is anything to respond with: requests wait for `serve`. */
export interface OpenServers extends HttpServers {
  serve(listener: RequestListener): void
}

/**
 * The same for who has to know the port first: with port 0, its own name is known only once it is open.
 *
 * @throws {UserError} as `startHttpServers` does.
 */
export async function openHttpServers(
  options: ListenOptions,
  onClientError: OnClientError = rejectBriefly,
): Promise<OpenServers> {
  const served = Promise.withResolvers<RequestListener>()
  let listener: RequestListener = (request, response) =>
    void served.promise.then((answer) => answer(request, response))
  const servers = await startHttpServers(
    (request, response) => listener(request, response),
    options,
    onClientError,
  )
  return {
    ...servers,
    serve(answer) {
      listener = answer
      served.resolve(answer)
    },
  }
}

/** Node's own answer to what is not an HTTP request, without its wait for one that comes too slowly. */
function rejectBriefly(_error: Error, socket: Duplex): void {
  if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')
  else socket.destroy()
}

function createLimitedServer(listener: RequestListener, onClientError: OnClientError): Server {
  const pending = new PendingResponses()
  const server = createServer(limits, (request, response) => {
    pending.add(request.socket, response)
    listener(request, response)
  })
  server.maxConnections = maxConnections
  // Node would drop the headers after the two-thousandth silently; their bytes are limited above.
  server.maxHeadersCount = 0
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    pending.after(socket, () => onClientError(error, socket))
  })
  return server
}

async function listenOnIpv6(server: Server, port: number, option: string): Promise<Server[]> {
  try {
    await listen(server, { port, host: '::1', option })
    return [server]
  } catch (error) {
    // A machine without IPv6 has no ::1 to listen on.
    if (error instanceof UserError && error.code === 'ERR_PORT_REFUSED') return []
    throw error
  }
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeAllConnections()
  await closed
}

/** What is wrong behind a request must not replace the response to it: its function has run. */
class PendingResponses {
  readonly #bySocket = new WeakMap<Duplex, Set<ServerResponse>>()

  add(socket: Duplex, response: ServerResponse): void {
    const own = this.#bySocket.get(socket) ?? new Set()
    this.#bySocket.set(socket, own.add(response))
    response.once('close', () => own.delete(response))
  }

  /** Calls back once every complete request so far has its response; an incomplete one is what is wrong. */
  after(socket: Duplex, done: () => void): void {
    const last = [...(this.#bySocket.get(socket) ?? [])].findLast(({ req }) => req.complete)
    if (last) last.once('close', done)
    else done()
  }
}
