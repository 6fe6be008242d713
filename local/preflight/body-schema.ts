import type { StandardSchemaV1 } from '@standard-schema/spec'

/** Standard JSON Schema (https://standardschema.dev/json-schema), which zod's and ArkType's schemas have. */
interface JsonSchemaSource {
  readonly jsonSchema?: {
    readonly input?: (options: {
      readonly target: 'draft-2020-12'
      readonly libraryOptions: object
    }) => object
  }
}

/** What a body schema takes, as JSON Schema; undefined where the schema cannot say it. */
export function bodySchemaOf(schema: StandardSchemaV1 | undefined): object | undefined {
  const source = schema?.['~standard'] as JsonSchemaSource | undefined
  try {
    return source?.jsonSchema?.input?.({
      target: 'draft-2020-12',
      // zod: what has no word in JSON Schema is left open rather than refused.
      libraryOptions: { unrepresentable: 'any' },
    })
  } catch {
    return undefined
  }
}
