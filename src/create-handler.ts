import middy from '@middy/core'
import type { Context } from 'aws-lambda'
import type { Principal, TokenUse } from '../providers/index.ts'
import { assertKnownOptions } from './assert-known-options.ts'
import type { AuthOptions } from './auth/auth-options.ts'
import { attachRequirements } from './auth/handler-requirements.ts'
import type { CreateHandlerOptions, Kind, Schema } from './handler-options.ts'
import { assertResponses, type ResponseSchemas } from './http/check-response.ts'
import { type HttpEvent, isFormat1 } from './http/event.ts'
import { HttpProblem } from './http/problem.ts'
import { type HttpResponse, inFormat1 } from './http/response.ts'
import { checkResponses } from './middleware/check-responses.ts'
import { principal } from './middleware/principal.ts'
import { problemDetails } from './middleware/problem-details.ts'
import { requestLog } from './middleware/request-log.ts'
import { requireAuth } from './middleware/require-auth.ts'
import { zodBody } from './middleware/zod-body.ts'
import { zodRequest } from './middleware/zod-request.ts'
import { responseCheck } from './settings.ts'

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
 * Whatever is rejected or thrown becomes a problem response (RFC 9457) with a code from docs/reference/problem-codes.md or one of your
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
  type Input = Parameters<typeof run>[0]

  async function runEvent(event: Envelope, context: Context, { signal }: Signalled): Promise<HttpResponse> {
    const { principal, valid, received } = event
    const checked = body ? event.body : undefined
    return assertResponse(
      await run({ ...valid, principal, body: checked, event: received, context, signal } as Input),
    )
  }

  const chain = middy<Envelope, HttpResponse>(runEvent, { timeoutEarlyInMillis: answerBeforeTimeoutMs })
    .use(requestLog(log))
    .use(problemDetails(log))
    .use(principal(options.principal))
  if (auth) chain.use(requireAuth(auth as AuthOptions))
  if (path || query || headers || cookies) chain.use(zodRequest(schemas))
  if (body) chain.use(zodBody(body, { maxBodyBytes }))

  const check = responseCheck()
  // Never a 500 for it in production, and no cost: there it is off.
  if (responses && check !== 'off') chain.use(checkResponses(responses, check, log))

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

function envelope(event: HttpEvent): Envelope {
  return { ...event, received: event } as unknown as Envelope
}
