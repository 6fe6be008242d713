/** An item in DynamoDB's JSON: `{ "id": { "S": "a" }, "count": { "N": "1" } }`. */
export type Item = Readonly<Record<string, AttributeValue>>

/** One member, named by the type. Binary is base64. */
export type AttributeValue = Readonly<Record<string, unknown>>

const isText = (value: unknown) => typeof value === 'string'
const isNumber = (value: unknown) =>
  typeof value === 'string' && /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(value)
const isBinary = (value: unknown) => typeof value === 'string' && /^[A-Za-z0-9+/]*={0,2}$/.test(value)
const isSetOf = (isOne: (value: unknown) => boolean) => (value: unknown) =>
  Array.isArray(value) && value.length > 0 && value.every(isOne)

/** By type, what its value must be. */
const types: Readonly<Record<string, readonly [isValid: (value: unknown) => boolean, wanted: string]>> = {
  S: [isText, 'a text'],
  N: [isNumber, 'a number in quotes, such as "12.5"'],
  B: [isBinary, 'base64'],
  BOOL: [(value) => typeof value === 'boolean', 'true or false'],
  NULL: [(value) => value === true, 'true'],
  SS: [isSetOf(isText), 'a list of texts'],
  NS: [isSetOf(isNumber), 'a list of numbers in quotes'],
  BS: [isSetOf(isBinary), 'a list of base64 texts'],
  L: [Array.isArray, 'a list of values'],
  M: [isRecord, 'an object of values'],
}

/**
 * What is wrong with a text that should be an item, at its first mistake; undefined for nothing.
 *
 * @param value parsed JSON.
 */
export function findMistake(value: unknown): string | undefined {
  if (!isRecord(value)) return 'An item is an object of attributes, such as {"id": {"S": "a"}}.'
  return firstOf(Object.entries(value), ([name, each]) => findInValue(each, name))
}

function findInValue(value: unknown, path: string): string | undefined {
  const names = isRecord(value) ? Object.keys(value) : []
  const [type = ''] = names
  const rule = types[type]
  if (!isRecord(value) || names.length !== 1 || !rule) {
    const example = JSON.stringify(isRecord(value) ? { S: 'a' } : suggest(value))
    return `"${path}": expected a value with its type, such as ${example}. The types are ${Object.keys(types).join(', ')}.`
  }
  const inner = value[type]
  if (!rule[0](inner)) return `"${path}": ${type} must be ${rule[1]}.`
  if (type === 'L')
    return firstOf([...(inner as unknown[]).entries()], ([at, each]) => findInValue(each, `${path}[${at}]`))
  if (type === 'M')
    return firstOf(Object.entries(inner as object), ([name, each]) => findInValue(each, `${path}.${name}`))
  return undefined
}

/** Of plain JSON, which is easily typed instead. */
function suggest(value: unknown): object {
  if (typeof value === 'number') return { N: String(value) }
  if (typeof value === 'boolean') return { BOOL: value }
  if (value === null) return { NULL: true }
  return Array.isArray(value) ? { L: [{ S: 'a' }] } : { S: 'a' }
}

function firstOf<Each>(all: readonly Each[], find: (each: Each) => string | undefined): string | undefined {
  for (const each of all) {
    const found = find(each)
    if (found !== undefined) return found
  }
  return undefined
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
