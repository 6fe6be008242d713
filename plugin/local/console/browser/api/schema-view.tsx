import { limits } from '../call/schema-help.tsx'
import { type ApiSchema, nameOf, type OpenApi, schemaOf } from './open-api.ts'

interface SchemaViewProps {
  readonly schema: ApiSchema
  readonly document: OpenApi
  /** The named schemas that it is in: one that contains itself is not shown again. */
  readonly within?: readonly string[]
}

/** A schema as a list of members, each with what it may be. */
export function SchemaView({ schema, document, within = [] }: SchemaViewProps) {
  const shown = resolve(schema, document)
  const inside = schema.$ref === undefined ? within : [...within, schema.$ref]
  const members = Object.entries(shown.properties ?? {})
  if (members.length === 0)
    return (
      <>
        <p>{describe(schema, document)}</p>
        <Inner schema={schema} document={document} within={within} />
      </>
    )
  return (
    <dl class="members">
      {members.map(([name, part]) => (
        <div key={name}>
          <dt>
            <code>{name}</code>
            {shown.required?.includes(name) && <span class="badge only">required</span>}
            {part.deprecated && <span class="badge differs">deprecated</span>}
          </dt>
          <dd>{describe(part, document)}</dd>
          <Inner schema={part} document={document} within={inside} isIn="dd" />
        </div>
      ))}
    </dl>
  )
}

/** What an object, a list of objects or a choice among them holds. */
function Inner({ schema, document, within = [], isIn }: SchemaViewProps & { readonly isIn?: 'dd' }) {
  const objects = objectsOf(schema, document).filter(
    ({ $ref }) => $ref === undefined || !within.includes($ref),
  )
  if (objects.length === 0) return null
  const parts = objects.map((part, index) => (
    <details key={index} class="more">
      <summary>Members{part.$ref ? ` of ${nameOf(part.$ref)}` : ''}</summary>
      <SchemaView schema={part} document={document} within={within} />
    </details>
  ))
  return isIn === 'dd' ? <dd class="inner">{parts}</dd> : <div class="inner">{parts}</div>
}

/** Those with members: the schema itself, what a list holds, each of a choice. */
function objectsOf(schema: ApiSchema, document: OpenApi): ApiSchema[] {
  const shown = resolve(schema, document)
  if (shown.properties) return [schema]
  const { items, anyOf, oneOf } = shown
  return [...(items ? [items] : []), ...(anyOf ?? oneOf ?? [])].flatMap((part) => objectsOf(part, document))
}

function resolve(schema: ApiSchema, document: OpenApi): ApiSchema {
  const target = schema.$ref === undefined ? schema : schemaOf(document, schema.$ref)
  const parts = [
    ...(target.allOf ?? []).map((part) => resolve(part, document)),
    { ...target, allOf: undefined },
  ]
  if (!target.allOf) return target
  return {
    ...target,
    properties: Object.assign({}, ...parts.map(({ properties }) => properties)),
    required: parts.flatMap(({ required = [] }) => required),
  }
}

/** `text, up to 100 characters, such as "Milk"` */
export function describe(schema: ApiSchema, document: OpenApi): string {
  const { $ref, description, format, pattern, examples = [] } = schema
  const example = examples.find((each) => typeof each !== 'object')
  return [
    $ref === undefined ? kindOf(schema, document) : nameOf($ref),
    format && !kindOf(schema, document).includes(format) ? format : '',
    limits(schema),
    pattern && !format ? describePattern(pattern) : '',
    schema.default === undefined ? '' : `default ${JSON.stringify(schema.default)}`,
    description,
    example === undefined ? '' : `such as ${JSON.stringify(example)}`,
  ]
    .filter(Boolean)
    .join(', ')
}

/** A long one is for machines: it is in the document. */
function describePattern(pattern: string): string {
  return pattern.length > 40 ? 'of a pattern' : `pattern ${pattern}`
}

function kindOf(schema: ApiSchema, document: OpenApi): string {
  const { type, enum: values, const: only, items, anyOf, oneOf, additionalProperties } = schema
  if (only !== undefined) return JSON.stringify(only)
  if (values) return `one of ${values.map((value) => JSON.stringify(value)).join(', ')}`
  const choices = anyOf ?? oneOf
  if (choices) return [...new Set(choices.map((part) => describe(part, document)))].join(' or ')
  if (items) return `list of ${describe(items, document)}`
  if (typeof additionalProperties === 'object' && !schema.properties)
    return `object of ${describe(additionalProperties, document)}`
  return [type ?? (schema.properties || schema.allOf ? 'object' : 'anything')].flat().join(' or ')
}
