import { randomUUID } from 'node:crypto'
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { LocalService } from '../../service/service.ts'
import { listen } from '../../system/listen.ts'
import { collectBody } from '../lambda/collect-body.ts'
import type { RunningFunctions } from '../lambda/start-functions.ts'
import { type Answer, answerCall } from './answer-call.ts'
import { errorBody, InvokeError } from './invoke-error.ts'
import { type Call, readCall } from './read-call.ts'

export interface StartInvokeApiOptions {
  /** 0 for any free one. */
  readonly port: number
  /** The only access key that requests may be signed with; signatures are not checked. */
  readonly accessKeyId: string
}

/** Lambda's `Invoke`, for functions that call each other by the AWS SDK. */
export interface InvokeApi {
  /** For `AWS_ENDPOINT_URL_LAMBDA`: `http://127.0.0.1:PORT`. */
  readonly endpoint: string
  /** The functions have to know its address, so they start after it; calls wait for them. */
  serve(service: LocalService, functions: Pick<RunningFunctions, 'run'>): void
  close(): Promise<void>
}

interface Served {
  readonly service: LocalService
  readonly functions: Pick<RunningFunctions, 'run'>
}

/**
 * Answers `POST /2015-03-31/functions/NAME/invocations` as Lambda does. Requests of web pages and of whoever does not have the run's
 * access key are refused.
 *
 * @throws {UserError} `ERR_PORT_TAKEN`
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export async function startInvokeApi({ port, accessKeyId }: StartInvokeApiOptions): Promise<InvokeApi> {
  const served = Promise.withResolvers<Served>()
  const hosts = new Set<string>()
  const answer: RequestListener = (request, response) => {
    request.on('error', () => request.destroy())
    answerRequest(request, { hosts, accessKeyId, served: served.promise }).then(
      (done) => send(response, done),
      (error: unknown) => sendError(request, response, error),
    )
  }
  const server = createServer({ requestTimeout: 0 }, answer)
  const own = await listen(server, { port, host: '127.0.0.1', option: '--lambda-port' })
  for (const host of ['127.0.0.1', 'localhost']) hosts.add(`${host}:${own}`)
  return {
    endpoint: `http://127.0.0.1:${own}`,
    serve: (service, functions) => served.resolve({ service, functions }),
    close: () => close(server),
  }
}

interface Guarded {
  readonly hosts: ReadonlySet<string>
  readonly accessKeyId: string
  readonly served: Promise<Served>
}

async function answerRequest(request: IncomingMessage, { served, ...guard }: Guarded): Promise<Answer> {
  assertOwn(request, guard)
  const { service, functions } = await served
  const call = readCall(request, service)
  const eventText = await readEvent(request, call)
  return answerCall(call, eventText, functions)
}

/** @throws {InvokeError} as Lambda refuses what is not signed with a key that it knows. */
function assertOwn(
  { headers }: IncomingMessage,
  { hosts, accessKeyId }: Pick<Guarded, 'hosts' | 'accessKeyId'>,
): void {
  if (
    headers.origin !== undefined ||
    headers['sec-fetch-site'] !== undefined ||
    !hosts.has(headers.host ?? '')
  )
    throw new InvokeError(403, 'AccessDeniedException', 'Requests from web pages are not allowed.')
  const signedWith = /Credential=([^,/\s]+)/.exec(headers.authorization ?? '')?.[1]
  if (signedWith === undefined)
    throw new InvokeError(403, 'MissingAuthenticationTokenException', 'Missing Authentication Token')
  if (signedWith !== accessKeyId)
    throw new InvokeError(
      403,
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    )
}

/** Bytes. Source: AWS Lambda quotas, "Invocation payload". */
const maxEventBytes = { RequestResponse: 6_291_456, Event: 1_048_576, DryRun: 6_291_456 } as const

/** @throws {InvokeError} for an event that is too long or no JSON; without a body the event is `{}`. */
async function readEvent(request: IncomingMessage, { type }: Call): Promise<string> {
  const limit = maxEventBytes[type]
  const { bytes, isTooLong } = await collectBody(request, limit)
  if (isTooLong) {
    throw new InvokeError(
      413,
      'RequestTooLargeException',
      `Request must be smaller than ${limit} bytes for the InvokeFunction operation`,
    )
  }
  const text = bytes.toString()
  if (text === '') return '{}'
  try {
    JSON.parse(text)
  } catch (error) {
    const { message } = error as Error
    throw new InvokeError(
      400,
      'InvalidRequestContentException',
      `Could not parse request body into json: ${message}`,
    )
  }
  // As one line: these stand between tokens only. Numbers stay as they are, however long.
  return text.replace(/[\t\r\n]/g, ' ')
}

function send(response: ServerResponse, { status, body, isFunctionError = false, log }: Answer): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'x-amzn-requestid': randomUUID(),
    'x-amz-executed-version': '$LATEST',
    ...(log !== undefined && { 'x-amz-log-result': tailOf(log) }),
    ...(isFunctionError && { 'x-amz-function-error': 'Unhandled' }),
  })
  response.end(body)
}

/** Base64 of the last 4 kB. @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html `LogType` */
function tailOf(log: string): string {
  return Buffer.from(log).subarray(-4_096).toString('base64')
}

function sendError(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  const known =
    error instanceof InvokeError ? error : new InvokeError(500, 'ServiceException', 'The request failed.')
  request.resume()
  if (response.headersSent) return
  const body = errorBody(known)
  response.writeHead(known.status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'x-amzn-requestid': randomUUID(),
    'x-amzn-errortype': known.type,
  })
  response.end(body)
}

function close(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  server.close(() => resolve())
  server.closeAllConnections()
  return promise
}
