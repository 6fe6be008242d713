import { type OutputUnit, type Schema, Validator } from '@cfworker/json-schema'
import { rewordSchemaError } from './schema-words.ts'

/** The part of JSON Schema that the page shows and samples; the rest is still checked. */
export interface SchemaPart {
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly format?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly properties?: Readonly<Record<string, SchemaPart>>
  readonly required?: readonly string[]
  readonly items?: SchemaPart
  readonly default?: unknown
}

/** What is wrong with a body, in the order of the text; empty where it fits, or is empty itself. */
export function checkBody(text: string, schema: object | undefined): readonly string[] {
  if (text.trim() === '') return []
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch (error) {
    return [`Not JSON: ${(error as Error).message}.`]
  }
  if (!schema) return []
  const { errors } = new Validator(schema as Schema, '2020-12', false).validate(body)
  const deepest = errors.filter(({ keyword }) => !containers.has(keyword))
  return [...new Set(deepest.map(describeError))]
}

/** Where, and what is wrong there. */
function describeError({ instanceLocation, keyword, error }: OutputUnit): string {
  const place = instanceLocation === '#' ? 'The body' : instanceLocation
  if (keyword === 'false') return `${place}: the schema has no such field.`
  return `${place}: ${rewordSchemaError(error)}`
}

/** They only say that something inside is wrong, which has an error of its own. */
const containers = new Set(['properties', 'items', 'additionalProperties', 'anyOf', 'allOf', 'oneOf', '$ref'])

/** A body to start from: every member, with a value that is easy to change. */
export function sampleBody(schema: SchemaPart): string {
  return JSON.stringify(sample(schema, ''), undefined, 2) ?? ''
}

function sample(part: SchemaPart, name: string): unknown {
  if (part.default !== undefined) return part.default
  if (part.const !== undefined) return part.const
  if (part.enum) return part.enum[0]
  if (part.properties) return sampleObject(part)
  const type = [part.type ?? 'string'].flat()[0]
  if (type === 'array') return part.items ? [sample(part.items, name)] : []
  if (type === 'boolean') return true
  if (type === 'number' || type === 'integer') return Math.max(part.minimum ?? 1, 1)
  return type === 'null' ? null : sampleText(part, name)
}

function sampleObject({ properties = {} }: SchemaPart): object {
  return Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, sample(part, name)]))
}

const formats: Readonly<Record<string, string>> = {
  uri: 'https://example.com/ada',
  email: 'ada@example.com',
  date: '2026-11-23',
  'date-time': '2026-11-23T12:00:00Z',
  uuid: '00000000-0000-4000-8000-000000000000',
}

/** The example that a description gives ("such as de-CH"), else one chosen by the name. */
function sampleText({ format = '', description = '', maxLength = 100 }: SchemaPart, name: string): string {
  const given = /such as ([^\s,()]+)/.exec(description)?.[1]
  const text = given ?? formats[format] ?? sampleTexts.find(([pattern]) => pattern.test(name))?.[1] ?? 'text'
  return text.slice(0, maxLength)
}

/** By what the member is called. */
const sampleTexts: readonly (readonly [RegExp, string])[] = [
  [/name$/i, 'Ada Lovelace'],
  [/title|subject/i, 'A first note'],
  [/bio|about|description|text|content|message|comment/i, 'A few words.'],
  [/mail/i, 'ada@example.com'],
  [/ur[il]$|link|website/i, 'https://example.com/ada'],
  [/phone/i, '+41 44 668 18 00'],
  [/city|location/i, 'Zurich'],
  [/country/i, 'CH'],
  [/locale|language/i, 'en-GB'],
  [/time_?zone/i, 'Europe/Zurich'],
  [/colo(?:u|)r/i, '#0f6b5c'],
  [/id$/i, '1'],
]
