import type { StandardSchemaV1 } from '@standard-schema/spec'
import { type $ZodType, toJSONSchema } from 'zod/v4/core'
import { jsonSchemaOptions, ownJsonSchema } from './own-json-schema.ts'

/** What a schema accepts, as JSON Schema; undefined where it cannot say it. */
export function jsonSchemaOf(schema: StandardSchemaV1 | undefined): object | undefined {
  if (schema === undefined) return undefined
  try {
    return ownJsonSchema(schema) ?? (isZod(schema) ? toJSONSchema(schema, jsonSchemaOptions) : undefined)
  } catch {
    return undefined
  }
}

/** `zod/mini` leaves Standard JSON Schema out; what describes the schemas of `zod` describes those too. */
function isZod(schema: object): schema is $ZodType {
  return '_zod' in schema
}
