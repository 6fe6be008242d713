import type { MiddlewareObj, Request } from '@middy/core'
import httpJsonBodyParser from '@middy/http-json-body-parser'
import type { StandardSchemaV1 } from '@standard-schema/spec'
import { assertKnownOptions } from '../assert-known-options.ts'
import type { HttpEvent } from '../http/event.ts'
import { fieldErrors } from '../http/field-errors.ts'
import { isSafeForNativeParse } from '../http/parse-json.ts'
import { type FieldError, HttpProblem } from '../http/problem.ts'

export interface ZodBodyOptions {
  /** Largest body that is read, in bytes after base64 decoding. @default 1_048_576 */
  readonly maxBodyBytes?: number
}

/** An event whose body is the schema's output, as `zodBody()` leaves it. */
export type WithBody<Schema extends StandardSchemaV1> = Omit<HttpEvent, 'body'> & {
  body: StandardSchemaV1.InferOutput<Schema>
}

const defaults = { maxBodyBytes: 1_048_576 }

type Arriving = Request<Omit<HttpEvent, 'body'> & { body?: unknown }>
type Result = StandardSchemaV1.Result<unknown>

/**
 * Parses the body as JSON, validates it and puts the schema's output, defaults and transforms included, on `event.body`.
 * Goes after the guards, so that the body of a caller who may not call is never read.
 *
 * @param schema A zod schema, or any Standard Schema (https://standardschema.dev). What zod's `.describe()` says of a member is
 * sent to a caller who got it wrong; messages of checks are not, as they may quote the value.
 *
 * Its hook throws `HttpProblem`: `ERR_BODY_MISSING`, `ERR_BODY_NOT_JSON` and `ERR_BODY_KEY_FORBIDDEN` (400),
 * `ERR_BODY_TOO_LARGE` (413), `ERR_CONTENT_TYPE_UNSUPPORTED` (415), and `ERR_BODY_INVALID` (422) with an entry in `errors`
 * for each mistake, at most 100.
 *
 * @throws {TypeError} if `schema` is not a schema, or `maxBodyBytes` is not a positive whole number.
 */
export function zodBody<Schema extends StandardSchemaV1>(
  schema: Schema,
  options: ZodBodyOptions = {},
): MiddlewareObj<WithBody<Schema>> {
  const { validate } = standardOf(schema)
  const maxBodyBytes = limitOf(options)
  const parse = httpJsonBodyParser().before as (request: Arriving) => void

  // Resolves to nothing: Middy takes any value that a hook returns as the response.
  function zodBodyBefore(request: Arriving): void | Promise<void> {
    assertPresent(request.event)
    assertSize(request.event, maxBodyBytes)
    readJson(request, parse)
    const apply = (result: Result): void => {
      request.event.body = outputOf(result, schema)
    }
    const result = validate(request.event.body)
    return isPromise(result) ? result.then(apply) : apply(result)
  }

  return { before: zodBodyBefore as NonNullable<MiddlewareObj<WithBody<Schema>>['before']> }
}

function standardOf(schema: StandardSchemaV1): StandardSchemaV1.Props {
  const standard = (schema as Partial<StandardSchemaV1> | undefined)?.['~standard']
  if (typeof standard?.validate === 'function') return standard
  throw new TypeError('body must be a Standard Schema, such as z.object({ ... }).')
}

function limitOf(options: ZodBodyOptions): number {
  assertKnownOptions('zodBody', options, ['maxBodyBytes'])
  const { maxBodyBytes } = { ...defaults, ...options }
  if (Number.isInteger(maxBodyBytes) && maxBodyBytes > 0) return maxBodyBytes
  throw new TypeError('maxBodyBytes must be a positive whole number of bytes.')
}

/** AWS leaves it out, some emulators send `null`; empty text is not JSON and counts as missing too. */
function assertPresent({ body }: Arriving['event']): void {
  if (body === undefined || body === null || body === '') throw new HttpProblem('ERR_BODY_MISSING')
}

function assertSize({ body, isBase64Encoded }: Arriving['event'], maxBodyBytes: number): void {
  const text = String(body)
  // A UTF-16 code unit takes three bytes at most: only a body near the limit has to be counted.
  if (text.length * 3 <= maxBodyBytes) return
  const bytes = Buffer.byteLength(text, isBase64Encoded ? 'base64' : 'utf8')
  if (bytes <= maxBodyBytes) return
  const detail = `The body has ${bytes} bytes; this route accepts at most ${maxBodyBytes}.`
  throw new HttpProblem('ERR_BODY_TOO_LARGE', detail)
}

function readJson(request: Arriving, parse: (request: Arriving) => void): void {
  try {
    const { event } = request
    if (isSafeForNativeParse(event)) request.event.body = JSON.parse(event.body)
    else parse(request)
  } catch (error) {
    throw bodyProblem(error as { statusCode?: unknown; message?: unknown })
  }
}

/** The parser's error is dropped, not kept as the cause: it holds the whole body. */
function bodyProblem({ statusCode, message }: { statusCode?: unknown; message?: unknown }): HttpProblem {
  if (statusCode === 415) return new HttpProblem('ERR_CONTENT_TYPE_UNSUPPORTED')
  if (message === 'Forbidden key in JSON body') return new HttpProblem('ERR_BODY_KEY_FORBIDDEN')
  return new HttpProblem('ERR_BODY_NOT_JSON')
}

function outputOf(result: Result, schema: StandardSchemaV1): unknown {
  if (!result.issues) return result.value
  throw invalid(fieldErrors(schema, result.issues))
}

/**
 * Without a stack: it would name this file alone, is never logged, and costs a sixth of the refusal. Without this, the benchmark's
 * target "refused POST: as fast as lambda-api" is missed (0.92 times).
 */
function invalid(errors: readonly FieldError[]): HttpProblem {
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 0
  const problem = new HttpProblem('ERR_BODY_INVALID', undefined, { errors })
  Error.stackTraceLimit = stackTraceLimit
  return problem
}

function isPromise(result: Result | Promise<Result>): result is Promise<Result> {
  return typeof (result as Partial<Promise<Result>>).then === 'function'
}
