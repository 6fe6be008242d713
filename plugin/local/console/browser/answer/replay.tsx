import { useEffect, useState } from 'preact/hooks'
import type { RequestDetails } from '../../api-types.ts'
import { server } from '../server.ts'
import type { Send } from './use-answer.ts'

interface ReplayProps {
  readonly request: RequestDetails
  /** Only the issuer of this run issues tokens for other users. */
  readonly isLocal: boolean
  readonly send: Send
  /** Puts the request into the form. */
  readonly edit: (request: RequestDetails) => void
}

/** Sends a request again: unchanged, or with a token of another user. */
export function Replay({ request, isLocal, send, edit }: ReplayProps) {
  const [users, setUsers] = useState<readonly string[]>([])
  const [as, setAs] = useState('')
  useEffect(() => {
    // Without users, the same token is still on offer.
    if (isLocal) void server.users().then(setUsers, () => {})
  }, [request.id])
  return (
    <form
      class="replay"
      onSubmit={(event) => {
        event.preventDefault()
        void send(`${request.method} ${request.path}`, (signal) =>
          server.replay(request.id, as || undefined, signal),
        )
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
      <button class="button" type="button" onClick={() => edit(request)}>
        Edit and send
      </button>
    </form>
  )
}
