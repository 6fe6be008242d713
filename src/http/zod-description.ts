import { type $ZodType, globalRegistry } from 'zod/v4/core'

/** The internals of a zod schema that this file reads: the same in every version 4. */
interface Described {
  /** Marks a schema of version 4, `zod/mini` included. */
  readonly _zod?: unknown
  readonly def?: {
    readonly shape?: Readonly<Record<string, Described>>
    readonly element?: Described
    readonly valueType?: Described
    /** Of optional, default, nullable, readonly, catch. */
    readonly innerType?: Described
    /** Of a pipe or transform: its input. */
    readonly in?: Described
  }
}

/**
 * What the schema's author wrote with `.describe()` about the value at `path`.
 *
 * Unlike an error message, it is written before there is a value, so it cannot quote one.
 */
export function zodDescription(schema: unknown, path: readonly PropertyKey[]): string | undefined {
  let found: Described | undefined = schema as Described
  for (const segment of path) found = partOf(found, segment)
  for (; found; found = found.def?.innerType ?? found.def?.in) {
    const description = descriptionOf(found)
    if (description !== undefined) return description
  }
  return undefined
}

/** Where `.describe()` of `zod` and `z.describe()` of `zod/mini` both put it. */
function descriptionOf(schema: Described): string | undefined {
  return schema._zod ? globalRegistry.get(schema as $ZodType)?.description : undefined
}

function partOf(schema: Described | undefined, segment: PropertyKey): Described | undefined {
  const { shape, element, valueType, innerType, in: input } = schema?.def ?? {}
  if (shape) return Object.hasOwn(shape, segment) ? shape[segment as string] : undefined
  const wrapped = innerType ?? input
  return wrapped ? partOf(wrapped, segment) : (element ?? valueType)
}
