import type { StandardSchemaV1 } from '@standard-schema/spec'
import { type $ZodType, toJSONSchema } from 'zod/v4/core'

/** Standard JSON Schema (https://standardschema.dev/json-schema), which ArkType's schemas have, among others. */
interface JsonSchemaSource {
  readonly jsonSchema?: {
    readonly input?: (options: {
      readonly target: 'draft-2020-12'
      readonly libraryOptions: object
    }) => object
  }
}

/** What has no word in JSON Schema, such as a date or a bigint, is left open rather than refused. */
const options = { io: 'input', unrepresentable: 'any' } as const

/**
 * What a schema accepts, as JSON Schema; undefined where it cannot say it. Made by the zod that made the schema, where it has the
 * method, so that the versions may differ.
 */
export function jsonSchemaOf(schema: StandardSchemaV1 | undefined): object | undefined {
  try {
    if (hasMethod(schema)) return schema.toJSONSchema(options)
    if (isZod(schema)) return toJSONSchema(schema, options)
    const source = schema?.['~standard'] as JsonSchemaSource | undefined
    const { unrepresentable } = options
    return source?.jsonSchema?.input?.({ target: 'draft-2020-12', libraryOptions: { unrepresentable } })
  } catch {
    return undefined
  }
}

function hasMethod(schema: unknown): schema is { toJSONSchema(given: object): object } {
  return isZod(schema) && typeof (schema as { toJSONSchema?: unknown }).toJSONSchema === 'function'
}

/** `zod/mini` leaves Standard JSON Schema out; what describes its schemas describes those of `zod` too. */
function isZod(schema: unknown): schema is $ZodType {
  return typeof schema === 'object' && schema !== null && '_zod' in schema
}
