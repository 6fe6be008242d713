import type { MiddlewareObj, Request } from '@middy/core'
import type { StandardSchemaV1 } from '@standard-schema/spec'
import { assertKnownOptions } from '../assert-known-options.ts'
import type { HttpEvent } from '../http/event.ts'
import { fieldErrors } from '../http/field-errors.ts'
import { invalidInput } from '../http/invalid-input.ts'
import type { FieldError } from '../http/problem.ts'
import { type PartValues, type RequestPart, readPart } from '../http/request-parts.ts'
import { after, isPromise, standardOf } from '../http/standard-schema.ts'

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
  readonly issues?: Issues | undefined
  readonly schema: StandardSchemaV1
}

type Issues = readonly StandardSchemaV1.Issue[]

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
    return results.some(isPromise) ? Promise.all(results).then(apply) : apply(results as Checked[])
  }

  return { before: zodRequestBefore as NonNullable<MiddlewareObj<WithValid<Schemas>>['before']> }
}

type Check = (event: HttpEvent) => Checked | Promise<Checked>

function checkOf(part: RequestPart, schema: StandardSchemaV1 | undefined): Check[] {
  if (schema === undefined) return []
  const { validate } = standardOf(schema, part)
  if (part === 'headers') assertHeaders(schema)

  const check: Check = (event) => {
    const values = readPart[part](event)
    return after(validate(values), (asTexts) => {
      const names = refusedTexts(values, asTexts.issues)
      if (names.length === 0) return { ...asTexts, part, schema }
      return after(validate(withLists(values, names, part)), (asLists) => {
        const issues = asLists.issues && moreTelling(asTexts.issues ?? [], asLists.issues, names)
        return { ...asLists, issues, part, schema }
      })
    })
  }
  return [check]
}

/** The names of values that did not fit as text. Standard Schemas do not say what they require, so a list is tried. */
function refusedTexts(values: PartValues, issues: Issues = []): string[] {
  return issues
    .filter(({ path }) => path?.length === 1)
    .map(nameOf)
    .filter((name) => typeof values[name] === 'string')
}

function withLists(values: PartValues, names: readonly string[], part: RequestPart): PartValues {
  const lists = names.map((name) => {
    const text = String(values[name])
    return [name, part === 'headers' ? text.split(/[\t ]*,[\t ]*/) : [text]]
  })
  return { ...values, ...Object.fromEntries(lists) }
}

/** Of each value that fits neither as text nor as a list, what is wrong with the form that the schema requires. */
function moreTelling(asTexts: Issues, asLists: Issues, names: readonly string[]): Issues {
  const noTexts = asTexts.filter((issue) => 'code' in issue && issue.code === 'invalid_type').map(nameOf)
  return [...new Set(asTexts.map(nameOf))].flatMap((name) => {
    const issues = names.includes(name) && noTexts.includes(name) ? asLists : asTexts
    return issues.filter((issue) => nameOf(issue) === name)
  })
}

function nameOf({ path }: StandardSchemaV1.Issue): string {
  const [first] = path ?? []
  return String(typeof first === 'object' ? first.key : first)
}

function outputsOf(results: readonly Checked[]): object {
  const wrong = results.filter(({ issues }) => issues)
  const [first] = wrong
  if (!first) return Object.fromEntries(results.map(({ part, value }) => [part, value]))
  const errors = wrong.flatMap(({ schema, issues = [], part }) =>
    fieldErrors(schema, issues, places[part][0]),
  )
  throw invalidInput(places[first.part][1], errors)
}

/** What zod has of an object. */
interface ObjectDefinition {
  readonly shape?: object
  readonly catchall?: { readonly def?: { readonly type?: unknown } }
}

function assertHeaders(schema: StandardSchemaV1): void {
  const { shape = {}, catchall } = (schema as { readonly def?: ObjectDefinition }).def ?? {}
  const upper = Object.keys(shape).find((name) => name !== name.toLowerCase())
  if (upper !== undefined)
    throw new TypeError(`headers: write ${upper} as ${upper.toLowerCase()}. Names arrive in lower case.`)
  if (catchall?.def?.type === 'never')
    throw new TypeError('headers: use z.object(). A strict object refuses the headers that the gateway adds.')
}
