/** What this file reads of a zod schema: the same in every version 4, and nothing else of its inside. */
interface Described {
  /** Set by `.describe()`. */
  readonly description?: unknown
  readonly def?: {
    readonly shape?: Readonly<Record<string, Described>>
    readonly element?: Described
    readonly valueType?: Described
    /** Of optional, default, nullable, readonly, catch. */
    readonly innerType?: Described
    /** Of a pipe or transform: what goes in. */
    readonly in?: Described
  }
}

/**
 * Finds what the schema's author wrote with `.describe()` about the value at `path`.
 *
 * Unlike an error message, it is written before there is a value, so it cannot quote one.
 */
export function zodDescription(schema: unknown, path: readonly PropertyKey[]): string | undefined {
  let found: Described | undefined = schema as Described
  for (const segment of path) found = partOf(found, segment)
  for (; found; found = found.def?.innerType ?? found.def?.in) {
    if (typeof found.description === 'string') return found.description
  }
  return undefined
}

function partOf(schema: Described | undefined, segment: PropertyKey): Described | undefined {
  const { shape, element, valueType, innerType, in: input } = schema?.def ?? {}
  if (shape) return Object.hasOwn(shape, segment) ? shape[segment as string] : undefined
  const wrapped = innerType ?? input
  return wrapped ? partOf(wrapped, segment) : (element ?? valueType)
}
