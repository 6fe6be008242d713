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

/** What has no word in JSON Schema is left open rather than refused. */
const unrepresentable = 'any'

/** What a body schema takes, as JSON Schema; undefined where the schema cannot say it. */
export function bodySchemaOf(schema: StandardSchemaV1 | undefined): object | undefined {
  const source = schema?.['~standard'] as JsonSchemaSource | undefined
  try {
    if (isZod(schema)) return toJSONSchema(schema, { io: 'input', unrepresentable })
    return source?.jsonSchema?.input?.({ target: 'draft-2020-12', libraryOptions: { unrepresentable } })
  } catch {
    return undefined
  }
}

/** `zod/mini` leaves Standard JSON Schema out; what describes its schemas describes those of `zod` too. */
function isZod(schema: unknown): schema is $ZodType {
  return typeof schema === 'object' && schema !== null && '_zod' in schema
}
