import type { WireBody, WireHeaders } from '../api-types.ts'
import { TextBlock } from './json-block.tsx'

export function HeaderRows({ headers }: { readonly headers: WireHeaders }) {
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

export function BodyBlock({ body, label }: { readonly body: WireBody; readonly label: string }) {
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
