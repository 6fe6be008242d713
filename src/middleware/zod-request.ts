import type { MiddlewareObj, Request } from '@middy/core'
import type { StandardSchemaV1 } from '@standard-schema/spec'
import { assertKnownOptions } from '../assert-known-options.ts'
import type { HttpEvent } from '../http/event.ts'
import { fieldErrors } from '../http/field-errors.ts'
import { invalidInput } from '../http/invalid-input.ts'
import type { FieldError } from '../http/problem.ts'
import { type PartValues, type RequestPart, readPart } from '../http/request-parts.ts'
import { isPromise, type Result, standardOf } from '../http/standard-schema.ts'

/** A schema for each part that is checked. */
export type RequestSchemas = { readonly [Part in RequestPart]?: StandardSchemaV1 | undefined }

/** An event with the outputs of the schemas, as `zodRequest()` leaves it. */
export type WithValid<Schemas extends RequestSchemas> = HttpEvent & {
  valid: {
    readonly [Part in keyof Schemas]: Schemas[Part] extends StandardSchemaV1
      ? StandardSchemaV1.InferOutput<Schemas[Part]>
      : undefined
  }
}

type Arriving = Request<HttpEvent & { valid?: object }>

/** What a schema made of a part. */
interface Checked {
  readonly part: RequestPart
  readonly value?: unknown
  readonly errors?: readonly FieldError[]
}

const places = {
  path: ['path', 'ERR_PATH_INVALID'],
  query: ['query', 'ERR_QUERY_INVALID'],
  headers: ['header', 'ERR_HEADERS_INVALID'],
  cookies: ['cookie', 'ERR_COOKIES_INVALID'],
} as const satisfies Record<RequestPart, readonly [FieldError['in'], string]>

const parts = Object.keys(places) as RequestPart[]

/**
 * Validates path variables, query, headers and cookies, and puts the schemas' outputs on `event.valid`, by the same names. The event's
 * own members stay as they are. Goes after the guards.
 *
 * Values arrive as text, so a number needs `z.coerce.number()`. A name that was repeated is a list. A value sent once is text, and a list
 * of one where the schema requires a list; in headers it is then split at commas (RFC 9110 section 5.6.1). Names of headers are in lower
 * case.
 *
 * Its hook throws `HttpProblem` (400): `ERR_PATH_INVALID`, `ERR_QUERY_INVALID`, `ERR_HEADERS_INVALID` or `ERR_COOKIES_INVALID`, after the
 * first part that is wrong, with an entry in `errors` for each mistake in any of them.
 *
 * @throws {TypeError} for what is not a schema, for header names that are not in lower case, and for a strict object of headers, which
 * would refuse every request: the gateway adds headers of its own.
 */
export function zodRequest<const Schemas extends RequestSchemas>(
  schemas: Schemas,
): MiddlewareObj<WithValid<Schemas>> {
  assertKnownOptions('zodRequest', schemas, parts)
  const checks = parts.flatMap((part) => checkOf(part, schemas[part]))

  // Resolves to nothing: Middy takes any value that a hook returns as the response.
  function zodRequestBefore({ event }: Arriving): void | Promise<void> {
    const apply = (results: readonly Checked[]): void => {
      event.valid = outputsOf(results)
    }
    const results = checks.map((check) => check(event))
    if (results.some((result) => result instanceof Promise)) return Promise.all(results).then(apply)
    apply(results as Checked[])
  }

  return { before: zodRequestBefore as NonNullable<MiddlewareObj<WithValid<Schemas>>['before']> }
}

type Check = (event: HttpEvent) => Checked | Promise<Checked>

function checkOf(part: RequestPart, schema: StandardSchemaV1 | undefined): Check[] {
  if (schema === undefined) return []
  const { validate } = standardOf(schema, part)
  if (part === 'headers') assertHeaders(schema)
  const errorsOf = (issues: readonly StandardSchemaV1.Issue[]) => fieldErrors(schema, issues, places[part][0])

  const check: Check = (event) => {
    const values = readPart[part](event)
    const conclude = (result: Result): Checked | Promise<Checked> => {
      if (!result.issues) return { part, value: result.value }
      const lists = withLists(values, result.issues, part)
      if (!lists) return { part, errors: errorsOf(result.issues) }
      return after(validate(lists), (second) => {
        if (!second.issues) return { part, value: second.value }
        return { part, errors: errorsOf(moreTelling(result.issues, second.issues, lists)) }
      })
    }
    return after(validate(values), conclude)
  }
  return [check]
}

function after<Value>(
  result: Result | Promise<Result>,
  then: (result: Result) => Value | Promise<Value>,
): Value | Promise<Value> {
  return isPromise(result) ? result.then(then) : then(result)
}

/** The same values, with those that did not fit as text as lists; undefined if there are none. Standard Schemas do not say what they require. */
function withLists(
  values: PartValues,
  issues: readonly StandardSchemaV1.Issue[],
  part: RequestPart,
): PartValues | undefined {
  const refused = issues.filter(({ path }) => path?.length === 1).map(nameOf)
  const texts = Object.entries(values).filter(
    ([name, value]) => typeof value === 'string' && refused.includes(name),
  )
  const lists = texts.map(([name, text]) => [
    name,
    part === 'headers' ? String(text).split(/[\t ]*,[\t ]*/) : [text],
  ])
  return texts.length > 0 ? { ...values, ...Object.fromEntries(lists) } : undefined
}

/** Of a value that fits neither as text nor as a list, what is wrong with the form that the schema requires. */
function moreTelling(
  asTexts: readonly StandardSchemaV1.Issue[],
  asLists: readonly StandardSchemaV1.Issue[],
  lists: PartValues,
): StandardSchemaV1.Issue[] {
  const requiresOther = (issue: StandardSchemaV1.Issue) => {
    const isList = Array.isArray(lists[nameOf(issue)])
    return (
      isList && (issue as { readonly code?: unknown }).code === 'invalid_type' && issue.path?.length === 1
    )
  }
  const named = new Set(asTexts.filter(requiresOther).map(nameOf))
  return asTexts.flatMap((issue) => {
    const name = nameOf(issue)
    if (!named.has(name)) return [issue]
    return requiresOther(issue) ? asLists.filter((other) => nameOf(other) === name) : []
  })
}

function nameOf({ path }: StandardSchemaV1.Issue): string {
  const [first] = path ?? []
  return String(typeof first === 'object' ? first.key : first)
}

function outputsOf(results: readonly Checked[]): object {
  const [first] = results.filter(({ errors }) => errors)
  if (!first) return Object.fromEntries(results.map(({ part, value }) => [part, value]))
  throw invalidInput(
    places[first.part][1],
    results.flatMap(({ errors = [] }) => errors),
  )
}

function assertHeaders(schema: StandardSchemaV1): void {
  const { shape = {}, catchall } =
    (
      schema as {
        readonly def?: { readonly shape?: object; readonly catchall?: { readonly def?: { type?: unknown } } }
      }
    ).def ?? {}
  const upper = Object.keys(shape).find((name) => name !== name.toLowerCase())
  if (upper !== undefined)
    throw new TypeError(`headers: write ${upper} as ${upper.toLowerCase()}. Names arrive in lower case.`)
  if (catchall?.def?.type === 'never')
    throw new TypeError('headers: use z.object(). A strict object refuses the headers that the gateway adds.')
}
