import type { Context } from 'aws-lambda'

/** `Request` of `@middy/core`. */
export interface Request<
  Event = unknown,
  // biome-ignore lint/suspicious/noExplicitAny: as in Middy, or a middleware would not fit its `use`.
  Result = any,
  Failure = Error,
  LambdaContext extends Context = Context,
  // biome-ignore lint/complexity/noBannedTypes: as in Middy.
  Internal extends Record<string, unknown> = {},
> {
  event: Event
  context: LambdaContext
  response: Result | null | undefined
  earlyResponse?: Result | null | undefined
  error: Failure | null | undefined
  internal: Internal
}

// biome-ignore lint/suspicious/noExplicitAny: as in Middy.
type Hook<Arriving> = (request: Arriving) => any

/** `MiddlewareObj` of `@middy/core`. */
export interface MiddlewareObj<
  Event = unknown,
  // biome-ignore lint/suspicious/noExplicitAny: as in Middy.
  Result = any,
  Failure = Error,
  LambdaContext extends Context = Context,
  // biome-ignore lint/complexity/noBannedTypes: as in Middy.
  Internal extends Record<string, unknown> = {},
> {
  before?: Hook<Request<Event, Result, Failure, LambdaContext, Internal>>
  after?: Hook<Request<Event, Result, Failure, LambdaContext, Internal>>
  onError?: Hook<Request<Event, Result, Failure, LambdaContext, Internal>>
  name?: string
}
