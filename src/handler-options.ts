import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { Context } from 'aws-lambda'
import type { Principal, PrincipalOptions, TokenUse } from '../providers/index.ts'
import type { AuthOptions, PrincipalFor } from './auth/auth-options.ts'
import type { ResponseSchemas } from './http/check-response.ts'
import type { HttpEvent } from './http/event.ts'
import type { HttpProblem } from './http/problem.ts'
import type { ProblemCode } from './http/problem-codes.ts'
import type { HttpResponse, JsonResponse } from './http/response.ts'
import type { RequestLogOptions } from './middleware/request-log.ts'

export type Schema = StandardSchemaV1
export type Kind = Principal['kind']

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
