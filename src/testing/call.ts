import type { Context } from 'aws-lambda'
import { readResponse, readResponseInFormat1 } from '../../events/function-response.ts'
import type { GatewayResponse } from '../../events/gateway-response.ts'
import type { HttpEvent } from '../http/event.ts'
import { readAnswer, type TestAnswer } from './answer.ts'
import { contextFor } from './context-for.ts'
import { type EventParts, eventFor, requestFor, writeEvent } from './event-for.ts'
import { withSettings } from './settings.ts'
import { decide, type TestAuthorizer } from './test-authorizer.ts'
import { TestKitError } from './test-kit-error.ts'

export interface CallParts extends EventParts {
  /**
   * The JWT authorizer of the route: `issuer.authorizer`. The token is then checked as API Gateway checks it, and the handler is called
   * only if it passes.
   */
  readonly authorizer?: TestAuthorizer | undefined
  /** @default contextFor() */
  readonly context?: Context | undefined
}

/** A function as Lambda calls it; one of `createHandler`, or any other that returns a promise. Without type arguments it is one of any event. */
export type TestHandler<Event = never, Given = never> = (
  event: Event,
  context: Given,
  ...others: never[]
) => unknown

/**
 * Calls a handler as API Gateway would for a request on this route.
 *
 * @param route as in serverless.yml: `GET /notes/{id}`
 * @returns what the client is sent, the gateway's own 401 or 403 included
 * @throws {TestKitError} as `eventFor`, `ERR_AUTHORIZER_UNSUPPORTED`, and `ERR_FUNCTION_RESPONSE` for an answer that the gateway
 * cannot use (the client gets a 500 for it)
 * @throws what the handler throws (the client gets a 500 for it)
 */
export async function call<Event = HttpEvent, Given = Context>(
  handler: TestHandler<Event, Given>,
  route: string,
  parts: CallParts = {},
): Promise<TestAnswer> {
  const { authorizer, context = contextFor() } = parts
  const admitted = authorizer ? await admit(route, parts, authorizer) : { event: eventFor(route, parts) }
  if ('refused' in admitted) return admitted.refused
  const returned = await withSettings(authorizer?.environment, () =>
    handler(admitted.event as Event, context as Given),
  )
  return readAnswer(readReturned(returned, parts), { event: admitted.event, refusedAt: undefined })
}

type Admitted = { readonly event: HttpEvent } | { readonly refused: TestAnswer }

async function admit(route: string, parts: CallParts, authorizer: TestAuthorizer): Promise<Admitted> {
  const { format, scopes = [], claims, principal } = parts
  if (format === 'rest' || format === 'url') throw unsupported(format)
  if (claims || principal) {
    throw new TestKitError(
      'ERR_CALLER_AMBIGUOUS',
      'An authorizer checks tokens. Give token, or leave authorizer out.',
    )
  }
  const nowMs = parts.nowMs ?? authorizer.now?.()
  const request = requestFor(route, { ...parts, nowMs })
  const decision = await decide(authorizer, scopes, {
    headers: request.headers,
    rawQuery: request.target.rawQuery,
    nowMs: request.nowMs,
  })
  if (decision.kind === 'accepted') return { event: writeEvent(request, format, decision.authorized) }
  const { check, response } = decision
  const sent = {
    ...response,
    headers: [...response.headers, ['apigw-requestid', request.requestId] as const],
  }
  return { refused: readAnswer(sent, { event: undefined, refusedAt: check }) }
}

function readReturned(returned: unknown, { format = '2.0' }: CallParts): GatewayResponse {
  const value: unknown = JSON.parse(JSON.stringify(returned) ?? 'null')
  try {
    return format === '1.0' || format === 'rest' ? readResponseInFormat1(value) : readResponse(value)
  } catch (error) {
    throw new TestKitError(
      'ERR_FUNCTION_RESPONSE',
      `The gateway cannot use what the handler returned, and would answer 500: ${(error as Error).message}.`,
      { cause: error },
    )
  }
}

function unsupported(format: 'rest' | 'url'): TestKitError {
  const why = format === 'rest' ? 'A REST API has authorizers of its own' : 'A function URL has no authorizer'
  return new TestKitError(
    'ERR_AUTHORIZER_UNSUPPORTED',
    `${why}. Leave authorizer out, or use format '2.0' or '1.0'.`,
  )
}
