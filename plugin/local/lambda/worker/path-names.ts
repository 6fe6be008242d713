import type { StandardSchemaV1 } from '@standard-schema/spec'
import { requirementsOf } from '../../../../src/index.ts'
import { ownJsonSchema } from '../../../handlers/own-json-schema.ts'
import { memberNames } from '../../../openapi/parameters.ts'

/**
 * The names in the `path` of a handler that `createHandler` made. It is part of each cold start, so nothing is loaded for it: an object
 * schema of zod lists its members, and others describe themselves if they can. Those that cannot are for preflight.
 */
export function readPathNames(handler: unknown): readonly string[] {
  const path = requirementsOf(handler)?.path
  try {
    return path ? (shapeNames(path) ?? memberNames(ownJsonSchema(path))) : []
  } catch {
    return []
  }
}

function shapeNames(schema: StandardSchemaV1): string[] | undefined {
  const { _zod: zod } = schema as { readonly _zod?: { readonly def?: { readonly shape?: object } } }
  return zod?.def?.shape && Object.keys(zod.def.shape)
}
