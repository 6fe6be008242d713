import middy from '@middy/core'
import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { Context } from 'aws-lambda'
import type { Principal, PrincipalOptions, TokenUse } from '../providers/index.ts'
import { assertKnownOptions } from './assert-known-options.ts'
import type { AuthOptions, PrincipalFor } from './auth/auth-options.ts'
import { attachRequirements } from './auth/handler-requirements.ts'
import { type HttpEvent, isFormat1 } from './http/event.ts'
import { HttpProblem } from './http/problem.ts'
import { type HttpResponse, inFormat1 } from './http/response.ts'
import { principal } from './middleware/principal.ts'
import { problemDetails } from './middleware/problem-details.ts'
import { type RequestLogOptions, requestLog } from './middleware/request-log.ts'
import { requireAuth } from './middleware/require-auth.ts'
import { zodBody } from './middleware/zod-body.ts'

type Schema = StandardSchemaV1
type Kind = Principal['kind']

/** What `run` is given. */
export interface RunInput<Caller, Body> {
  /** Who is calling, narrowed by what `auth` requires. Frozen: requests with the same token share it. */
  readonly principal: Caller
  /** The schema's output; `undefined` without a schema. */
  readonly body: Body
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
> {
  /** Validates and types the body: zod or any Standard Schema. Without it the body is never read. */
  readonly body?: Body
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
      Body extends Schema ? StandardSchemaV1.InferOutput<Body> : undefined
    >,
  ) => HttpResponse | Promise<HttpResponse>
}

/** A function as Lambda calls it. */
export type HttpHandler = (event: HttpEvent, context: Context) => Promise<HttpResponse>

/**
 * How long before Lambda's own limit the caller is sent a response. Middy's 5 ms are too few to write a log line and
 * return a response on a small function.
 */
const answerBeforeTimeoutMs = 50

const known = ['body', 'maxBodyBytes', 'auth', 'principal', 'log', 'run']

/**
 * Makes the function behind a route of an HTTP API with a JWT authorizer, of either payload format, or of a REST API with one.
 *
 * `run` is called once the caller is authenticated and allowed and the body, if there is a schema for it, is valid.
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
>(options: CreateHandlerOptions<Use, CallerKind, Scopes, Body>): HttpHandler {
  assertOptions(options)
  const { body, maxBodyBytes, auth, log = {}, run } = options
  type Input = Parameters<typeof run>[0]

  async function runEvent(event: Envelope, context: Context, { signal }: Signalled): Promise<HttpResponse> {
    const checked = body ? event.body : undefined
    const input = { principal: event.principal, body: checked, event: event.received, context, signal }
    return assertResponse(await run(input as Input))
  }

  const chain = middy<Envelope, HttpResponse>(runEvent, { timeoutEarlyInMillis: answerBeforeTimeoutMs })
    .use(requestLog(log))
    .use(problemDetails(log.write ? { write: log.write } : {}))
    .use(principal(options.principal))
  if (auth) chain.use(requireAuth(auth as AuthOptions))
  if (body) chain.use(zodBody(body, maxBodyBytes === undefined ? {} : { maxBodyBytes }))

  const handler: HttpHandler = async (event, context) => {
    const response = await chain(envelope(event), context)
    return isFormat1(event) ? inFormat1(response) : response
  }
  return attachRequirements(handler, {
    auth: (auth ?? {}) as AuthOptions,
    principal: options.principal,
    body,
  })
}

function assertOptions(options: object): void {
  assertKnownOptions('createHandler', options, known)
  const { body, maxBodyBytes, run } = options as { body?: unknown; maxBodyBytes?: unknown; run?: unknown }
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

interface Signalled {
  readonly signal: AbortSignal
}

/** The chain works on a copy, so that the original event stays unchanged for `run`. */
interface Envelope extends Omit<HttpEvent, 'body'> {
  readonly received: HttpEvent
  principal: Principal
  body: unknown
}

function envelope(event: HttpEvent): Envelope {
  return { ...event, received: event } as unknown as Envelope
}
