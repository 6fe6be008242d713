import type { MiddlewareObj, Request } from '@middy/core'
import type { StandardSchemaV1 } from '@standard-schema/spec'
import { assertKnownOptions } from '../assert-known-options.ts'
import type { HttpEvent } from '../http/event.ts'
import { fieldErrors } from '../http/field-errors.ts'
import { invalidInput } from '../http/invalid-input.ts'
import { parseJsonBody } from '../http/parse-json.ts'
import { HttpProblem } from '../http/problem.ts'
import { after, mayBeAbsent, type Result, standardOf } from '../http/standard-schema.ts'

export interface ZodBodyOptions {
  /** Largest body that is read, in bytes after base64 decoding. @default 1_048_576 */
  readonly maxBodyBytes?: number | undefined
}

/** An event whose body is the schema's output, as `zodBody()` leaves it. */
export type WithBody<Schema extends StandardSchemaV1> = Omit<HttpEvent, 'body'> & {
  body: StandardSchemaV1.InferOutput<Schema>
}

type Arriving = Request<Omit<HttpEvent, 'body'> & { body?: unknown }>

/**
 * Parses the body as JSON, validates it and puts the schema's output, defaults and transforms included, on `event.body`.
 * Goes after the guards, so that the body of a caller who may not call is never read.
 *
 * A schema that accepts `undefined` makes the body optional: `.optional()`, `.default()`, `.nullish()`. Any other requires one, `z.any()`
 * and `z.unknown()` too.
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
  const { validate } = standardOf(schema, 'body')
  const mayLackBody = mayBeAbsent(schema)
  const maxBodyBytes = limitOf(options)

  // Resolves to nothing: Middy takes any value that a hook returns as the response.
  function zodBodyBefore(request: Arriving): void | Promise<void> {
    const isAbsent = hasNoBody(request.event)
    if (isAbsent && !mayLackBody) throw new HttpProblem('ERR_BODY_MISSING')
    if (!isAbsent) assertSize(request.event, maxBodyBytes)
    return after(validate(isAbsent ? undefined : parseJsonBody(request.event)), (result) => {
      request.event.body = outputOf(result, schema, isAbsent)
    })
  }

  return { before: zodBodyBefore as NonNullable<MiddlewareObj<WithBody<Schema>>['before']> }
}

function limitOf(options: ZodBodyOptions): number {
  assertKnownOptions('zodBody', options, ['maxBodyBytes'])
  const { maxBodyBytes = 1_048_576 } = options
  if (Number.isInteger(maxBodyBytes) && maxBodyBytes > 0) return maxBodyBytes
  throw new TypeError('maxBodyBytes must be a positive whole number of bytes.')
}

/** AWS leaves it out, some emulators send `null`; empty text is not JSON and counts as missing too. */
function hasNoBody({ body }: Arriving['event']): boolean {
  return body === undefined || body === null || body === ''
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

function outputOf(result: Result, schema: StandardSchemaV1, isAbsent: boolean): unknown {
  if (!result.issues) return result.value
  if (isAbsent) throw new HttpProblem('ERR_BODY_MISSING')
  throw invalidInput('ERR_BODY_INVALID', fieldErrors(schema, result.issues))
}
