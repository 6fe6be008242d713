import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AwsKey } from '../../../authorizer/iam/signed-request.ts'
import { createKeySource } from '../../../authorizer/keys.ts'
import { gatewayError } from '../../../events/gateway-response.ts'
import { readHeaders } from '../../../events/request-headers.ts'
import { newRequestId } from '../../../events/request-ids.ts'
import type { LocalService } from '../../service/service.ts'
import { type OpenServers, openHttpServers } from '../../system/http-servers.ts'
import type { FunctionHost } from '../lambda/start-functions.ts'
import { createWrittenLines } from '../lambda/written-lines.ts'
import type { Log, RequestEntry } from '../log/log.ts'
import { createAuthorizeRoute } from './authorize-route.ts'
import { createCors } from './cors.ts'
import {
  type GatewayParts,
  type Handled,
  handleRequest,
  type Received,
  type RequestRecord,
} from './handle-request.ts'
import { rejectConnection } from './reject-connection.ts'
import { compileRestRoutes } from './rest-routes.ts'
import { baseOf, compileRoutes, defaultStage, matchBelowPrefix, matchWithinStage } from './routes.ts'
import { writeResponse } from './write-response.ts'

export interface StartGatewayOptions {
  readonly service: LocalService
  readonly functions: FunctionHost
  /** 0 for a free one. */
  readonly port: number
  /** @default 'localhost', on 127.0.0.1 and ::1 */
  readonly host?: string
  /** From `openGateway`, where the port had to be known first. */
  readonly opened?: OpenServers
  /** The clock that tokens are judged by, milliseconds since the epoch. @default Date.now */
  readonly now?: () => number
  /** The clock that cached keys and answers are judged by, milliseconds from any start. @default performance.now */
  readonly elapsedMs?: () => number
  readonly log: Log
  /** The page that explains a request, for the log. */
  readonly linkTo?: ((requestId: string) => string) | undefined
  /** How long a function may take before the client gets a 503, milliseconds. @default 30000, as on AWS */
  readonly integrationTimeoutMs?: number
  /** How long a Lambda authorizer may take before the client gets a 500, milliseconds. @default 10000, as on AWS */
  readonly authorizerTimeoutMs?: number
  /** The key that the callers of `aws_iam` routes sign with. Without it none of them passes. */
  readonly awsKey?: AwsKey
  /** Called with each request once it is answered. Has to be quick. */
  readonly observe?: (record: RequestRecord) => void
}

/** The running HTTP API. */
export interface Gateway {
  /** `http://localhost:3000` */
  readonly url: string
  readonly port: number
  /** Stops listening and ends open connections. */
  close(): Promise<void>
}

/**
 * Opens the gateway's port; requests wait until `startGateway` serves them.
 *
 * @throws {UserError} `ERR_PORT_TAKEN` or `ERR_PORT_REFUSED`.
 */
export function openGateway({
  port,
  host = 'localhost',
}: Pick<StartGatewayOptions, 'port' | 'host'>): Promise<OpenServers> {
  return openHttpServers({ port, host, option: '--port' }, rejectConnection)
}

/**
 * Serves a service's routes as an API Gateway HTTP API would: same routing, authorizer, events, responses and limits.
 *
 * @throws {Error} for a route or an identity source that cannot be read.
 * @throws {UserError} `ERR_PORT_TAKEN` or `ERR_PORT_REFUSED`.
 */
export async function startGateway(options: StartGatewayOptions): Promise<Gateway> {
  const { service, functions, host = 'localhost', now = Date.now, log, linkTo, observe } = options
  const { apiStage = defaultStage } = service
  const parts: GatewayParts = {
    matchRoute: matchBelowPrefix(
      matchWithinStage(compileRoutes(service.routes), apiStage),
      service.pathPrefix,
    ),
    matchRestRoute: compileRestRoutes(service),
    apiStage,
    known: {
      routeKeys: service.routes.map(({ routeKey }) => routeKey),
      base: baseOf(service.pathPrefix, apiStage.name),
      stages: [service.stage, apiStage.name],
    },
    authorizeRoute: createAuthorizeRoute(service.routes, {
      keys: createKeySource(options),
      functions,
      region: service.region,
      awsKey: options.awsKey,
      elapsedMs: options.elapsedMs ?? (() => performance.now()),
      authorizerTimeoutMs: options.authorizerTimeoutMs ?? 10_000,
    }),
    cors: createCors(service.cors),
    functions,
    notServed: new Map(
      service.functions.flatMap(({ key, notServed }) => (notServed ? [[key, notServed]] : [])),
    ),
    integrationTimeoutMs: options.integrationTimeoutMs ?? 30_000,
  }

  async function serve(message: IncomingMessage, to: ServerResponse): Promise<void> {
    const startedMs = performance.now()
    const requestId = newRequestId()
    const atMs = now()
    const written = createWrittenLines()
    const result = await handle({ message, requestId, nowMs: atMs, written })
    if (!result) return
    const handled = send(to, result, requestId)
    const tookMs = performance.now() - startedMs
    const entry = entryOf(message, handled, { requestId, tookMs, linkTo })
    log(plainLine(entry), entry)
    const { method = '', url: target = '', rawHeaders } = message
    observe?.({ requestId, atMs, tookMs, method, target, rawHeaders, handled, written })
  }

  async function handle(arrived: Omit<Received, 'method' | 'headers'>): Promise<Handled | undefined> {
    const { message } = arrived
    try {
      const headers = readHeaders(message.rawHeaders)
      return await handleRequest({ ...arrived, method: message.method ?? '', headers }, parts)
    } catch (error) {
      if (message.destroyed && !message.complete) return undefined
      return { response: gatewayError(500), note: `the gateway itself failed: ${String(error)}` }
    }
  }

  /** Whatever fails costs this one response, never the run. */
  function onFailure(to: ServerResponse, error: unknown): void {
    log(`the gateway itself failed: ${String(error)}`)
    to.destroy()
  }

  const servers = options.opened ?? (await openGateway(options))
  servers.serve((message, to) => void serve(message, to).catch((error: unknown) => onFailure(to, error)))
  return { url: `http://${host}:${servers.port}`, port: servers.port, close: () => servers.close() }
}

/**
 * Writes the response. One that Node refuses to write becomes a 500; only the error's code is noted, as its message may quote what
 * the function returned.
 */
function send(to: ServerResponse, handled: Handled, requestId: string): Handled {
  try {
    writeResponse(to, handled.response, requestId)
    return handled
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException
    const failed = { ...handled, response: gatewayError(500), note: `the response cannot be sent (${code})` }
    writeResponse(to, failed.response, requestId)
    return failed
  }
}

function entryOf(
  { method = '', url = '' }: IncomingMessage,
  { response, note, short = note }: Handled,
  {
    requestId,
    tookMs,
    linkTo,
  }: Pick<RequestEntry, 'requestId' | 'tookMs'> & Pick<StartGatewayOptions, 'linkTo'>,
): RequestEntry {
  const path = url.split('?', 1)[0]?.replace(/[^\x21-\x7e]/g, '?') ?? ''
  const { status } = response
  const link = note === undefined ? undefined : linkTo?.(requestId)
  return { kind: 'request', requestId, method, path, status, tookMs, reason: note, short, link }
}

function plainLine({ method, path, status, tookMs, reason, link }: RequestEntry): string {
  const line = `${method} ${path} ${status} ${Math.round(tookMs)} ms`
  return [
    line,
    ...(reason === undefined ? [] : [`: ${reason}`]),
    ...(link === undefined ? [] : [` -> ${link}`]),
  ].join('')
}
