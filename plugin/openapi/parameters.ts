import type { SentSchema } from '../handlers/requirements-messages.ts'
import type { Components, Json, JsonObject } from './components.ts'

type Place = 'path' | 'query' | 'header' | 'cookie'

/** Names that OpenAPI has other words for: it ignores parameters of these names (section 4.8.12.1). */
const reserved = new Set(['accept', 'content-type', 'authorization'])

/** The members of an object schema as parameters, in its order. A schema of another kind gives none. */
export function parametersOf(
  place: Place,
  schema: SentSchema | undefined,
  { components, hint }: { readonly components: Components; readonly hint: string },
): JsonObject[] {
  const root = schema?.jsonSchema as JsonObject | undefined
  if (!root) return []
  return [...membersOf(root, root)]
    .filter(([name]) => place !== 'header' || !reserved.has(name))
    .map(([name, { part, isRequired }]) => {
      const embedded = components.embed(
        { ...part, ...(root.$defs && { $defs: root.$defs }) },
        `${hint}_${name}`,
      )
      const { description, deprecated, ...rest } = embedded
      return {
        name,
        in: place,
        ...(description !== undefined && { description }),
        required: place === 'path' || isRequired,
        ...(deprecated !== undefined && { deprecated }),
        schema: rest,
      }
    })
}

/** The variables of a route's path that no schema describes. */
export function plainVariables(names: readonly string[], known: readonly JsonObject[]): JsonObject[] {
  const described = new Set(known.map(({ name }) => name))
  return names
    .filter((name) => !described.has(name))
    .map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }))
}

/** The names of the members that an object schema describes. */
export function memberNames(schema: object | undefined): string[] {
  return schemaMembers(schema).map(({ name }) => name)
}

/** A member that an object schema describes. */
export interface SchemaMember extends Member {
  readonly name: string
}

/** The members that an object schema describes, in its order. */
export function schemaMembers(schema: object | undefined): SchemaMember[] {
  if (!schema) return []
  return [...membersOf(schema as JsonObject, schema as JsonObject)].map(([name, each]) => ({ name, ...each }))
}

interface Member {
  readonly part: JsonObject
  readonly isRequired: boolean
}

/** Those of an intersection together; those of a union are optional where not each branch requires them. */
function membersOf(schema: JsonObject, root: JsonObject, depth = 0): Map<string, Member> {
  if (depth > 8) return new Map()
  const { $ref, properties = {}, required = [], allOf = [], anyOf, oneOf } = schema
  const parts = (list: Json) => (list as JsonObject[]).map((each) => membersOf(each, root, depth + 1))
  if (typeof $ref === 'string') return membersOf(target($ref, root), root, depth + 1)
  const own = Object.entries(properties as Readonly<Record<string, JsonObject>>).map(
    ([name, part]) => [name, { part, isRequired: (required as string[]).includes(name) }] as const,
  )
  const branches = parts(anyOf ?? oneOf ?? [])
  const unions = branches.flatMap((branch) =>
    [...branch].map(([name, { part, isRequired }]) => {
      const isAlways = branches.every((other) => other.get(name)?.isRequired)
      return [
        name,
        { part: differs(branches, name) ? {} : part, isRequired: isRequired && isAlways },
      ] as const
    }),
  )
  return new Map([...unions, ...parts(allOf).flatMap((branch) => [...branch]), ...own])
}

function differs(branches: readonly Map<string, Member>[], name: string): boolean {
  return new Set(branches.flatMap((branch) => JSON.stringify(branch.get(name)?.part) ?? [])).size > 1
}

function target(reference: string, root: JsonObject): JsonObject {
  const name = reference.replace('#/$defs/', '')
  return reference === '#' ? {} : ((root.$defs as Readonly<Record<string, JsonObject>>)?.[name] ?? {})
}
