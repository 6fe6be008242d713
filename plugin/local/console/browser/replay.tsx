import { useEffect, useState } from 'preact/hooks'
import type { RequestDetails } from '../api-types.ts'
import type { Show } from './first-call.tsx'
import { server } from './server.ts'

interface ReplayProps {
  readonly request: RequestDetails
  /** Only the issuer of this run issues tokens for other users. */
  readonly isLocal: boolean
  readonly show: Show
}

/** Sends a request again: unchanged, or with a token of another user. */
export function Replay({ request, isLocal, show }: ReplayProps) {
  const [users, setUsers] = useState<readonly string[]>([])
  const [as, setAs] = useState('')
  useEffect(() => {
    if (isLocal) void server.users().then(setUsers, () => {})
  }, [request.id])
  return (
    <form
      class="replay"
      onSubmit={(event) => {
        event.preventDefault()
        void show(server.replay(request.id, as || undefined))
      }}
    >
      {isLocal && (
        <select
          aria-label="Replay as"
          value={as}
          onChange={({ currentTarget }) => setAs(currentTarget.value)}
        >
          <option value="">with the same token</option>
          {users.map((email) => (
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
