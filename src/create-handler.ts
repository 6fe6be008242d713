import middy from '@middy/core'
import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { Context } from 'aws-lambda'
import type { Principal, PrincipalOptions, TokenUse } from '../providers/index.ts'
import { assertKnownOptions } from './assert-known-options.ts'
import type { AuthOptions, PrincipalFor } from './auth/auth-options.ts'
import { attachRequirements } from './auth/handler-requirements.ts'
import { assertResponses, checkResponse, type ResponseSchemas } from './http/check-response.ts'
import { type HttpEvent, isFormat1, requestIdOf } from './http/event.ts'
import { HttpProblem } from './http/problem.ts'
import type { ProblemCode } from './http/problem-codes.ts'
import { type HttpResponse, inFormat1, type JsonResponse } from './http/response.ts'
import { writeRecord, writeToStdout } from './log/write-line.ts'
import { principal } from './middleware/principal.ts'
import { problemDetails } from './middleware/problem-details.ts'
import { type RequestLogOptions, requestLog } from './middleware/request-log.ts'
import { requireAuth } from './middleware/require-auth.ts'
import { zodBody } from './middleware/zod-body.ts'
import { zodRequest } from './middleware/zod-request.ts'
import { responseCheck } from './settings.ts'

type Schema = StandardSchemaV1
type Kind = Principal['kind']

/** What `run` is given. */
export interface RunInput<
  Caller,
  Body,
  Path = undefined,
  Query = undefined,
  Headers = undefined,
  Cookies = undefined,
> {
  /** Who is calling, narrowed by what `auth` requires. Frozen: requests with the same token share it. */
  readonly principal: Caller
  /** The schema's output; `undefined` without a schema. */
  readonly body: Body
  /** The outputs of the schemas with the same names; `undefined` without one. */
  readonly path: Path
  readonly query: Query
  readonly headers: Headers
  readonly cookies: Cookies
  /** The event as the gateway sent it, raw body included. */
  readonly event: HttpEvent
  readonly context: Context
  /** Aborted 50 ms before Lambda would end the function, when the caller is sent `ERR_TIMEOUT` (503). */
  readonly signal: AbortSignal
}

export interface CreateHandlerOptions<
  Use extends TokenUse,
  CallerKind extends Kind,
  Scopes extends readonly string[] | undefined,
  Body extends Schema | undefined,
  Path extends Schema | undefined = undefined,
  Query extends Schema | undefined = undefined,
  Headers extends Schema | undefined = undefined,
  Cookies extends Schema | undefined = undefined,
  Responses extends ResponseSchemas | undefined = undefined,
> {
  /** Validates and types the body: zod or any Standard Schema. Without it the body is never read. */
  readonly body?: Body
  /** Validates and types the variables of the route's path. */
  readonly path?: Path
  /** Validates and types the query: see `zodRequest` for numbers and lists. */
  readonly query?: Query
  /** Validates and types headers, by their names in lower case. */
  readonly headers?: Headers
  /** Validates and types cookies. */
  readonly cookies?: Cookies
  /**
   * The schemas of the bodies that `run` may answer with, by status; `null` for no body. Another status or shape does not compile. Checked
   * outside of Lambda, and there only if CLAIMCHECK_RESPONSES says so. Problems that are thrown need no schema.
   */
  readonly responses?: Responses
  /**
   * The problems that `run` throws: codes of the framework, and what `defineProblems` makes. For the OpenAPI document, which lists those of
   * guards and schemas itself; nothing is checked. Left out, the document says that there may be others.
   */
  readonly problems?: readonly (ProblemCode | HttpProblem)[]
  /** Largest body that is read, in bytes. @default 1_048_576 */
  readonly maxBodyBytes?: number
  /** Who may call. @default everyone that the route's authorizer lets through */
  readonly auth?: AuthOptions<Use, CallerKind, Scopes>
  /** Whose rules claims are read by; for a function behind several authorizers. @default `settings()` */
  readonly principal?: PrincipalOptions
  /** Where log lines go, and the key that callers are referred to with. */
  readonly log?: RequestLogOptions
  readonly run: (
    input: RunInput<
      PrincipalFor<Use, CallerKind, Scopes>,
      OutputOf<Body>,
      OutputOf<Path>,
      OutputOf<Query>,
      OutputOf<Headers>,
      OutputOf<Cookies>
    >,
  ) => ResponseOf<Responses> | Promise<ResponseOf<Responses>>
}

type OutputOf<Given> = Given extends Schema ? StandardSchemaV1.InferOutput<Given> : undefined

/** What `run` may answer. A schema's input: the body is checked, not transformed. */
export type ResponseOf<Responses> = HttpResponse &
  (Responses extends ResponseSchemas
    ? {
        [Status in keyof Responses & number]: JsonResponse<
          Status,
          Responses[Status] extends Schema
            ? Immutable<StandardSchemaV1.InferInput<Responses[Status]>>
            : undefined
        >
      }[keyof Responses & number]
    : unknown)

/** What can be read of a value, all the way down: a body may be one that cannot be changed. */
type Immutable<Value> = unknown extends Value
  ? Value
  : { readonly [Member in keyof Value]: Immutable<Value[Member]> }

/** A function as Lambda calls it. */
export type HttpHandler = (event: HttpEvent, context: Context) => Promise<HttpResponse>

/**
 * How long before Lambda's own limit the caller is sent a response. Middy's 5 ms are too few to write a log line and
 * return a response on a small function.
 */
const answerBeforeTimeoutMs = 50

const known = [
  'path',
  'query',
  'headers',
  'cookies',
  'body',
  'maxBodyBytes',
  'responses',
  'problems',
  'auth',
  'principal',
  'log',
  'run',
]

/**
 * Makes the function behind a route of an HTTP API with a JWT authorizer, of either payload format, or of a REST API with one.
 *
 * `run` is called once the caller is authenticated and allowed, and what was sent matches the schemas: path, query, headers and cookies first, the body last.
 * Whatever is rejected or thrown becomes a problem response (RFC 9457) with a code from docs/problems.md or one of your
 * own (`defineProblems`); each request writes one line of JSON to the log.
 *
 * @example
 * export const handler = createHandler({
 *   body: z.strictObject({ title: z.string().max(120) }),
 *   auth: { scopes: ['notes.write'] },
 *   run: async ({ principal, body }) => created('/notes', await notes.put(principal.key, body)),
 * })
 *
 * @throws {TypeError} on a wrong or unknown option: when the function loads, not on a request.
 */
export function createHandler<
  Use extends TokenUse = TokenUse,
  CallerKind extends Kind = Kind,
  const Scopes extends readonly string[] | undefined = undefined,
  Body extends Schema | undefined = undefined,
  Path extends Schema | undefined = undefined,
  Query extends Schema | undefined = undefined,
  Headers extends Schema | undefined = undefined,
  Cookies extends Schema | undefined = undefined,
  const Responses extends ResponseSchemas | undefined = undefined,
>(
  options: CreateHandlerOptions<Use, CallerKind, Scopes, Body, Path, Query, Headers, Cookies, Responses>,
): HttpHandler {
  assertOptions(options)
  const { path, query, headers, cookies, body, maxBodyBytes, responses, auth, log = {}, run } = options
  const schemas = { path, query, headers, cookies }
  // Never a 500 for it in production, and no cost: there it is off.
  const check = responses ? responseCheck() : 'off'
  type Input = Parameters<typeof run>[0]

  async function runEvent(event: Envelope, context: Context, { signal }: Signalled): Promise<HttpResponse> {
    const checked = body ? event.body : undefined
    const { principal, valid, received } = event
    const input = { ...noParts, ...valid, principal, body: checked, event: received, context, signal }
    const response = assertResponse(await run(input as Input))
    if (!responses || check === 'off') return response
    const problem = await checkResponse(response, responses)
    if (problem && check === 'fail') throw problem
    if (problem) logWrongResponse(problem, log, requestIdOf(received, context))
    return response
  }

  const chain = middy<Envelope, HttpResponse>(runEvent, { timeoutEarlyInMillis: answerBeforeTimeoutMs })
    .use(requestLog(log))
    .use(problemDetails(log.write ? { write: log.write } : {}))
    .use(principal(options.principal))
  if (auth) chain.use(requireAuth(auth as AuthOptions))
  if (path || query || headers || cookies) chain.use(zodRequest(schemas))
  if (body) chain.use(zodBody(body, maxBodyBytes === undefined ? {} : { maxBodyBytes }))

  const handler: HttpHandler = (event, context) => {
    const response = chain(envelope(event), context)
    return isFormat1(event) ? response.then(inFormat1) : response
  }
  return attachRequirements(handler, {
    auth: (auth ?? {}) as AuthOptions,
    principal: options.principal,
    body,
    ...schemas,
    responses,
    problems: options.problems,
  })
}

function assertOptions(options: object): void {
  assertKnownOptions('createHandler', options, known)
  const { body, maxBodyBytes, responses, run } = options as {
    body?: unknown
    maxBodyBytes?: unknown
    responses?: ResponseSchemas
    run?: unknown
  }
  if (responses) assertResponses(responses)
  if (typeof run !== 'function')
    throw new TypeError('createHandler: run is missing. It is the function to call.')
  if (maxBodyBytes !== undefined && body === undefined) {
    throw new TypeError('createHandler: maxBodyBytes without a body schema limits nothing. Add a schema.')
  }
}

/** A forgotten `return` would be sent as a 200 without a body. */
function assertResponse(response: HttpResponse | undefined): HttpResponse {
  if (Number.isInteger(response?.statusCode)) return response as HttpResponse
  throw new HttpProblem('ERR_INTERNAL', undefined, {
    operatorHint:
      'run returned no response with a statusCode: return ok(), created(), noContent() or one of your own.',
  })
}

function logWrongResponse(
  { operatorHint, code }: HttpProblem,
  { write = writeToStdout }: RequestLogOptions,
  requestId: string | undefined,
): void {
  writeRecord(write, { level: 'error', message: operatorHint, requestId, code })
}

interface Signalled {
  readonly signal: AbortSignal
}

/** The chain works on a copy, so that the original event stays unchanged for `run`. */
interface Envelope extends Omit<HttpEvent, 'body'> {
  readonly received: HttpEvent
  principal: Principal
  body: unknown
  valid?: object
}

const noParts = { path: undefined, query: undefined, headers: undefined, cookies: undefined }

function envelope(event: HttpEvent): Envelope {
  return { ...event, received: event } as unknown as Envelope
}
