import type { SchemaPart } from './schema-part.ts'

/** A body to start from: every member that is required, and what is optional with a value that is easily changed. */
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

/** The example that a description gives ("such as de-CH"), else one by the name. */
function sampleText({ format = '', description = '', maxLength = 100 }: SchemaPart, name: string): string {
  const given = /such as ([^\s,()]+)/.exec(description)?.[1]
  const text = given ?? formats[format] ?? (/name/i.test(name) ? 'Ada Lovelace' : name || 'text')
  return text.slice(0, maxLength)
}
