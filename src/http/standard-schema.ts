import type { StandardSchemaV1 } from '@standard-schema/spec'

export type Result = StandardSchemaV1.Result<unknown>

/** @throws {TypeError} naming `option`, if `schema` is not a Standard Schema. */
export function standardOf(schema: unknown, option: string): StandardSchemaV1.Props {
  const standard = (schema as Partial<StandardSchemaV1> | undefined)?.['~standard']
  if (typeof standard?.validate === 'function') return standard
  throw new TypeError(`${option} must be a Standard Schema, such as z.object({ ... }).`)
}

/** Whether to ask the schema about a value that is absent. `z.any()` and `z.unknown()` accept `undefined`, and yet are required. */
export function mayBeAbsent(schema: StandardSchemaV1): boolean {
  const { type } = (schema as { readonly def?: { readonly type?: unknown } }).def ?? {}
  return type !== 'any' && type !== 'unknown'
}

/** Gives `then` what a schema says: at once, unless the schema takes its time. */
export function after<Given, Made>(
  given: Given | Promise<Given>,
  then: (given: Given) => Made | Promise<Made>,
): Made | Promise<Made> {
  return isPromise(given) ? given.then(then) : then(given)
}

export function isPromise<Given>(given: Given | Promise<Given>): given is Promise<Given> {
  return typeof (given as Partial<Promise<Given>> | undefined)?.then === 'function'
}
