import type { SchemaPart } from './body-schema.ts'

/** What the handler's schema says about each member. */
export function SchemaHelp({ schema }: { readonly schema: SchemaPart }) {
  const members = Object.entries(schema.properties ?? {})
  if (members.length === 0) return null
  return (
    <details class="schema">
      <summary>Accepted fields</summary>
      <dl>
        {members.map(([name, part]) => (
          <div key={name}>
            <dt>
              <code>{name}</code>
              {schema.required?.includes(name) && <span class="badge only">required</span>}
            </dt>
            <dd>{describe(part)}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}

function describe(part: SchemaPart): string {
  const { description, enum: values, items } = part
  const kind = items ? `list of ${describe(items)}` : [part.type ?? 'anything'].flat().join(' or ')
  const choice = values ? `one of ${values.map((value) => JSON.stringify(value)).join(', ')}` : kind
  return [choice, limits(part), description].filter(Boolean).join(', ')
}

export function limits({ minLength, maxLength, minimum, maximum, minItems, maxItems }: SchemaPart): string {
  return [
    range(minLength, maxLength, 'characters'),
    range(minItems, maxItems, 'items'),
    range(minimum, maximum, ''),
  ]
    .filter(Boolean)
    .join(', ')
}

/** zod limits whole numbers to JavaScript's safe range, which is not worth showing. */
function range(from: number | undefined, to: number | undefined, unit: string): string {
  const [least, most] = [from, to].map((end) =>
    Math.abs(end ?? 0) >= Number.MAX_SAFE_INTEGER ? undefined : end,
  )
  if (least !== undefined && most !== undefined) return `${least} to ${most} ${unit}`.trim()
  if (most !== undefined) return `up to ${most} ${unit}`.trim()
  return least === undefined ? '' : `at least ${least} ${unit}`.trim()
}
