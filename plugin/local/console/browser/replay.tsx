import { useEffect, useState } from 'preact/hooks'
import type { RequestDetails } from '../api-types.ts'
import type { Show } from './first-call.tsx'
import { server } from './server.ts'

interface ReplayProps {
  readonly exchange: RequestDetails
  /** Only the issuer of this run gives tokens for others. */
  readonly isLocal: boolean
  readonly show: Show
}

/** Sends a request again: as it was, or with a token of another person. */
export function Replay({ exchange, isLocal, show }: ReplayProps) {
  const [people, setPeople] = useState<readonly string[]>([])
  const [as, setAs] = useState('')
  useEffect(() => {
    if (isLocal) void server.people().then(setPeople, () => {})
  }, [exchange.id])
  return (
    <form
      class="replay"
      onSubmit={(event) => {
        event.preventDefault()
        void show(server.replay(exchange.id, as || undefined))
      }}
    >
      {isLocal && (
        <select
          aria-label="Replay as"
          value={as}
          onChange={({ currentTarget }) => setAs(currentTarget.value)}
        >
          <option value="">with the same token</option>
          {people.map((email) => (
            <option key={email} value={email}>
              as {email}
            </option>
          ))}
        </select>
      )}
      <button class="button" type="submit">
        Replay
      </button>
    </form>
  )
}
