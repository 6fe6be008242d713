import { randomUUID } from 'node:crypto'
import type { Context } from 'aws-lambda'
import type { HttpEvent, HttpEventV1, HttpEventV2 } from '../http/event.ts'
import type { EventOptions } from './event-options.ts'
import { accountId, makeRequest } from './make-request.ts'
import { writeFormat1 } from './write-format-1.ts'
import { writeFormat2 } from './write-format-2.ts'

/**
 * The event that an HTTP API behind a JWT authorizer calls a function with. Claims are text, as the gateway writes them. No token is
 * verified: an event stands for a request that the authorizer has let through.
 *
 * @param route The route's key: `POST /notes/{id}`.
 * @throws {TypeError} for what is no route, a variable that is missing or not in the route, two callers at once, and a token that is no JWT or
 * has expired.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function eventFor(route: string, options: EventOptions & { readonly format: '1.0' }): HttpEventV1
export function eventFor(
  route: string,
  options?: EventOptions & { readonly format?: '2.0' | undefined },
): HttpEventV2
export function eventFor(route: string, options?: EventOptions): HttpEvent
export function eventFor(route: string, options: EventOptions = {}): HttpEvent {
  const request = makeRequest(route, options)
  return (options.format === '1.0' ? writeFormat1(request) : writeFormat2(request)) as HttpEvent
}

export interface ContextOptions {
  /** @default 'testing' */
  readonly functionName?: string | undefined
  /** What `getRemainingTimeInMillis()` answers, milliseconds. @default 6000 */
  readonly remainingMs?: number | undefined
}

/** The context that Lambda calls a function with. The remaining time does not run down. */
export function contextFor({ functionName = 'testing', remainingMs = 6_000 }: ContextOptions = {}): Context {
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:us-east-1:${accountId}:function:${functionName}`,
    memoryLimitInMB: '1024',
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'testing',
    getRemainingTimeInMillis: () => remainingMs,
    done: () => {},
    fail: () => {},
    succeed: () => {},
  }
}
