import type { StandardSchemaV1 } from '@standard-schema/spec'

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
export const jsonSchemaOptions = { io: 'input', unrepresentable: 'any' } as const

/**
 * What a schema accepts, as JSON Schema by its own library, so that versions may differ; undefined where that has no way to say it.
 *
 * @throws whatever the library throws for a schema that it cannot describe.
 */
export function ownJsonSchema(schema: StandardSchemaV1): object | undefined {
  if (hasMethod(schema)) return schema.toJSONSchema(jsonSchemaOptions)
  const source = schema['~standard'] as JsonSchemaSource | undefined
  const { unrepresentable } = jsonSchemaOptions
  return source?.jsonSchema?.input?.({ target: 'draft-2020-12', libraryOptions: { unrepresentable } })
}

/** zod's. */
function hasMethod(schema: object): schema is { toJSONSchema(given: object): object } {
  return '_zod' in schema && 'toJSONSchema' in schema && typeof schema.toJSONSchema === 'function'
}
