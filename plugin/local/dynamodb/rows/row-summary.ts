import type { AttributeValue, Item } from './attribute-values.ts'
import { keyOf, type TableKey } from './table-rows.ts'

/** A row in short, for a list. */
export interface RowSummary {
  readonly key: Item
  /** The values of the key, in its order. */
  readonly keyTexts: readonly string[]
  /** The first of the others, with a short form of the value. */
  readonly attributes: readonly (readonly [name: string, value: string])[]
  readonly moreAttributes: number
  /** About, of its JSON. */
  readonly bytes: number
}

/** UTF-16 units of one value, and how many attributes are named. */
const maxLength = 80
const maxAttributes = 12

/** A row of up to 400 kB as its list shows it: the key whole, the rest in short. */
export function toRowSummary(item: Item, keys: readonly TableKey[]): RowSummary {
  const names = new Set(keys.map(({ name }) => name))
  const others = Object.entries(item).filter(([name]) => !names.has(name))
  return {
    key: keyOf(item, keys),
    keyTexts: keys.map(({ name }) => shorten(describe(item[name] ?? {}))),
    attributes: others
      .slice(0, maxAttributes)
      .map(([name, value]) => [shorten(name), shorten(describe(value))]),
    moreAttributes: Math.max(0, others.length - maxAttributes),
    bytes: Buffer.byteLength(JSON.stringify(item)),
  }
}

function shorten(text: string): string {
  return text.length > maxLength ? `${text.slice(0, maxLength)} ...` : text
}

/** As one would write it: `ada`, `12.5`, `{a, b}`, `[2 values]`. */
function describe(value: AttributeValue): string {
  const [type = '', inner] = Object.entries(value)[0] ?? []
  if (type === 'M') return `{${Object.keys(inner as object).join(', ')}}`
  if (type === 'L') return count((inner as unknown[]).length, 'value')
  if (type === 'BS') return count((inner as unknown[]).length, 'binary value')
  if (type === 'SS' || type === 'NS') return `{${(inner as string[]).slice(0, maxLength).join(', ')}}`
  if (type === 'B') return `${Buffer.byteLength(String(inner), 'base64')} bytes`
  return type === 'NULL' ? 'null' : String(inner)
}

function count(length: number, what: string): string {
  return `[${length} ${what}${length === 1 ? '' : 's'}]`
}
