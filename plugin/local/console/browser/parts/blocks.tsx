import type { HeaderPairs, ShownBody } from '../../api-types.ts'

/** Any value as JSON. Wide ones scroll, so the block can be focused. */
export function JsonBlock({ value, label }: { readonly value: unknown; readonly label: string }) {
  return <TextBlock text={JSON.stringify(value, undefined, 2)} label={label} />
}

export function TextBlock({ text, label }: { readonly text: string; readonly label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
    <section class="body" aria-label={label} tabIndex={0}>
      <pre>{text}</pre>
    </section>
  )
}

export function HeaderRows({ headers }: { readonly headers: HeaderPairs }) {
  return (
    <dl class="claims headers">
      {headers.map(([name, value], index) => (
        <div key={`${name}-${index}`} class="claim">
          <dt>{name}</dt>
          <dd>
            <code>{value}</code>
          </dd>
        </div>
      ))}
    </dl>
  )
}

export function BodyBlock({ body, label }: { readonly body: ShownBody; readonly label: string }) {
  if ('bytes' in body) return <p class="hint">{body.bytes} bytes, not shown.</p>
  return body.text === '' ? (
    <p class="hint">No body.</p>
  ) : (
    <TextBlock text={pretty(body.text)} label={label} />
  )
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2)
  } catch {
    return text
  }
}
