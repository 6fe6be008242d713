import { useEffect, useState } from 'preact/hooks'
import { JsonBlock } from './json-block.tsx'
import { server } from './server.ts'

/** What the function made of its caller. Asked for when it is looked at: the first time, the handlers are loaded for it. */
export function PrincipalPart({ id }: { readonly id: string }) {
  const [read, setRead] = useState<{ readonly principal: unknown } | string>('Reading the handlers ...')
  useEffect(() => void server.principal(id).then(setRead, (error: Error) => setRead(error.message)), [id])
  if (typeof read === 'string') return <p class="hint">{read}</p>
  if (read.principal === null) return <p class="hint">This function reads no principal.</p>
  return <JsonBlock value={read.principal} label="Principal" />
}
