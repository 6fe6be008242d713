/** Part of a JSON Schema or of an OpenAPI document. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [name: string]: Json | undefined
}

/** The schemas that a document names, as they are collected. */
export interface Components {
  /**
   * Puts a JSON Schema into the document: its definitions become components, and so does a schema that contains itself.
   *
   * @param hint names what has no name of its own.
   */
  embed(schema: object, hint: string): JsonObject
  /** By name, sorted. */
  schemas(): Readonly<Record<string, JsonObject>>
}

export function collectComponents(own: Readonly<Record<string, JsonObject>>): Components {
  const named = new Map<string, JsonObject>(Object.entries(own))

  function embed(schema: object, hint: string): JsonObject {
    const { $schema: _dialect, $defs = {}, ...root } = schema as JsonObject
    const definitions = Object.entries($defs as Readonly<Record<string, JsonObject>>)
    const isRecursive = JSON.stringify(schema).includes('"$ref":"#"')
    const names = new Map<string, string>()
    // Names first: a definition may refer to one that comes later.
    for (const [name, definition] of definitions)
      names.set(`#/$defs/${name}`, nameFor(readable(name, hint), definition))
    if (isRecursive) names.set('#', nameFor(hint, root))
    for (const [name, definition] of definitions) add(names.get(`#/$defs/${name}`), definition, names)
    if (!isRecursive) return withReferences(root, names) as JsonObject
    return add(names.get('#'), root, names)
  }

  /** The name itself, unless another schema has it. */
  function nameFor(wanted: string, schema: JsonObject): string {
    const name = wanted.replace(/[^\w.-]/g, '_')
    const text = textOf(schema)
    for (let number = 1; ; number += 1) {
      const candidate = number === 1 ? name : `${name}${number}`
      const known = texts.get(candidate)
      if (known !== undefined ? known !== text : named.has(candidate)) continue
      texts.set(candidate, text)
      return candidate
    }
  }
  const texts = new Map<string, string>()

  function add(name = '', schema: JsonObject, names: ReadonlyMap<string, string>): JsonObject {
    if (!named.has(name)) named.set(name, withReferences(schema, names) as JsonObject)
    return { $ref: `#/components/schemas/${name}` }
  }

  return {
    embed,
    schemas: () => Object.fromEntries([...named].sort(([one], [other]) => (one < other ? -1 : 1))),
  }
}

/** zod calls a definition without a name of its own `__schema0`. */
function readable(name: string, hint: string): string {
  return name.startsWith('__schema') ? `${hint}Part${name.slice('__schema'.length)}` : name
}

function textOf(schema: JsonObject): string {
  return JSON.stringify(schema)
}

function withReferences(value: Json | undefined, names: ReadonlyMap<string, string>): Json | undefined {
  if (Array.isArray(value)) return value.map((item) => withReferences(item, names) ?? null)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value as JsonObject).map(([key, member]) => {
    const name = key === '$ref' ? names.get(String(member)) : undefined
    return [key, name === undefined ? withReferences(member, names) : `#/components/schemas/${name}`]
  })
  return Object.fromEntries(entries)
}
