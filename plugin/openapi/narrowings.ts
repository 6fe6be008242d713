import type { Json, JsonObject } from './components.ts'

/** A schema, and the document that its references point into. */
export interface Placed {
  readonly schema: JsonObject
  readonly root: JsonObject
}

/** Deeper than schemas are written by hand; where one contains itself, it ends here. */
const maxDepth = 12

/**
 * Why a value that `from` accepts might not be accepted by `to`; empty where there is no reason. Compares what schemas are usually made of, by
 * keyword: two that say the same in other words may count as different.
 */
export function narrowings(from: Placed, to: Placed, at = '', depth = 0): string[] {
  const [was, is] = [resolved(from), resolved(to)]
  if (depth > maxDepth || same(was, is, from, to)) return []
  const branches = listOf(was.schema.anyOf ?? was.schema.oneOf)
  if (branches.length > 0)
    return unique(branches.flatMap((schema) => narrowings({ ...was, schema }, is, at, depth + 1)))
  const targets = listOf(is.schema.anyOf ?? is.schema.oneOf)
  if (targets.length > 0) {
    const results = targets.map((schema) => narrowings(was, { ...is, schema }, at, depth + 1))
    return results.some((result) => result.length === 0) ? [] : (results[0] ?? [])
  }
  return [
    ...typeChanges(was.schema, is.schema, at),
    ...valueChanges(was.schema, is.schema, at),
    ...limitChanges(was.schema, is.schema, at),
    ...memberChanges(was, is, at, depth),
    ...otherMemberChanges(was, is, at, depth),
    ...itemChanges(was, is, at, depth),
  ]
}

function same(was: Placed, is: Placed, from: Placed, to: Placed): boolean {
  // Equal texts may refer to components that differ.
  return (
    JSON.stringify(was.schema) === JSON.stringify(is.schema) &&
    !JSON.stringify([from.schema, to.schema, was.schema]).includes('$ref')
  )
}

function resolved({ schema, root }: Placed): Placed {
  const { $ref, allOf } = schema
  if (typeof $ref === 'string') {
    const path = $ref.slice(2).split('/')
    const found = path.reduce<Json | undefined>(
      (value, name) => (value as JsonObject | undefined)?.[name],
      root,
    )
    return resolved({ schema: (found ?? {}) as JsonObject, root })
  }
  if (!allOf) return { schema, root }
  const parts = [...listOf(allOf), { ...schema, allOf: undefined }].map(
    (part) => resolved({ schema: part, root }).schema,
  )
  return { root, schema: parts.reduce(joined, {}) }
}

function joined(one: JsonObject, other: JsonObject): JsonObject {
  const properties = { ...(one.properties as JsonObject), ...(other.properties as JsonObject) }
  const required = [...textsOf(one.required), ...textsOf(other.required)]
  return { ...one, ...other, properties, required }
}

function typeChanges(was: JsonObject, is: JsonObject, at: string): string[] {
  const after = typesOf(is)
  if (!after) return []
  const before = typesOf(was)
  if (!before) return [`${place(at)} must be ${after.join(' or ')} now`]
  const lost = before.filter(
    (type) => !after.includes(type) && !(type === 'integer' && after.includes('number')),
  )
  return lost.length > 0 ? [`${place(at)} may not be ${lost.join(' or ')} any more`] : []
}

function typesOf({ type, const: constant, enum: values }: JsonObject): string[] | undefined {
  if (type !== undefined) return [type].flat() as string[]
  const found = constant === undefined ? values : [constant]
  if (!Array.isArray(found)) return undefined
  return [
    ...new Set(
      found.map((value) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value)),
    ),
  ]
}

function valueChanges(was: JsonObject, is: JsonObject, at: string): string[] {
  const [before, after] = [valuesOf(was), valuesOf(is)]
  if (!after) return []
  if (!before) return [`${place(at)} must be one of ${after.join(', ')} now`]
  const lost = before.filter((value) => !after.includes(value))
  return lost.length > 0 ? [`${place(at)} may not be ${lost.join(', ')} any more`] : []
}

function valuesOf({ const: constant, enum: values }: JsonObject): string[] | undefined {
  const found = constant === undefined ? values : [constant]
  return Array.isArray(found) ? found.map((value) => JSON.stringify(value)) : undefined
}

const lower = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'] as const
const upper = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'] as const
const exact = ['pattern', 'format', 'multipleOf', 'uniqueItems'] as const

function limitChanges(was: JsonObject, is: JsonObject, at: string): string[] {
  const names = [
    ...lower.filter((name) => is[name] !== undefined && !(Number(was[name]) >= Number(is[name]))),
    ...upper.filter((name) => is[name] !== undefined && !(Number(was[name]) <= Number(is[name]))),
    ...exact.filter((name) => is[name] !== undefined && was[name] !== is[name]),
  ]
  return names.map((name) => `${name} of ${place(at)} is ${String(is[name])} now`)
}

function memberChanges(was: Placed, is: Placed, at: string, depth: number): string[] {
  const before = (was.schema.properties ?? {}) as Readonly<Record<string, JsonObject>>
  const after = (is.schema.properties ?? {}) as Readonly<Record<string, JsonObject>>
  const required = textsOf(was.schema.required)
  const added = textsOf(is.schema.required).filter((name) => !required.includes(name))
  const isClosed = is.schema.additionalProperties === false
  const unknown = isClosed ? Object.keys(before).filter((name) => !Object.hasOwn(after, name)) : []
  const wasOpen =
    isClosed && was.schema.additionalProperties !== false && typesOf(was.schema)?.includes('object')
  const names = Object.keys(before).filter((name) => Object.hasOwn(after, name))
  return [
    ...added.map((name) => `${place(`${at}/${name}`)} is required now`),
    ...unknown.map((name) => `${place(`${at}/${name}`)} is not accepted any more`),
    ...(wasOpen ? [`${place(at)} accepts no unknown members any more`] : []),
    ...names.flatMap((name) =>
      narrowings(
        { ...was, schema: before[name] ?? {} },
        { ...is, schema: after[name] ?? {} },
        `${at}/${name}`,
        depth + 1,
      ),
    ),
  ]
}

/** The values of a record: what members without a name of their own in `is` may be. */
function otherMemberChanges(was: Placed, is: Placed, at: string, depth: number): string[] {
  const [before, after] = [was.schema.additionalProperties, is.schema.additionalProperties]
  if (!isSchema(after) || !typesOf(was.schema)?.includes('object')) return []
  const known = (is.schema.properties ?? {}) as JsonObject
  const members = (was.schema.properties ?? {}) as Readonly<Record<string, JsonObject>>
  const named = Object.entries(members).filter(([name]) => !Object.hasOwn(known, name))
  const others = before === false ? [] : ([['*', isSchema(before) ? before : {}]] as const)
  return [...named, ...others].flatMap(([name, schema]) =>
    narrowings({ ...was, schema }, { ...is, schema: after }, `${at}/${name}`, depth + 1),
  )
}

/** Items by their place in a tuple, and the others. */
function itemChanges(was: Placed, is: Placed, at: string, depth: number): string[] {
  const [before, after] = [listOf(was.schema.prefixItems), listOf(is.schema.prefixItems)]
  const rest = isSchema(was.schema.items) ? was.schema.items : {}
  const placed = after.map((schema, index) => [String(index), before[index] ?? rest, schema] as const)
  const others = isSchema(is.schema.items) ? ([['*', rest, is.schema.items]] as const) : []
  return [...placed, ...others].flatMap(([name, from, to]) =>
    narrowings({ ...was, schema: from }, { ...is, schema: to }, `${at}/${name}`, depth + 1),
  )
}

function isSchema(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function listOf(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? (value as JsonObject[]) : []
}

function textsOf(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.map(String) : []
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)]
}

function place(at: string): string {
  return at === '' ? 'it' : at
}
