import type { RequestSummary } from '../api-types.ts'
import { server } from './server.ts'
import { StatusPill } from './status-pill.tsx'

interface RequestListProps {
  /** Newest first. */
  readonly requests: readonly RequestSummary[]
  readonly chosen: string | undefined
  readonly open: (id: string) => void
}

/** The API's latest requests, from this page or anywhere else. */
export function RequestList({ requests, chosen, open }: RequestListProps) {
  return (
    <section class="card requests" aria-labelledby="requests-title">
      <div class="section-head">
        <h3 id="requests-title">Recent requests</h3>
        {requests.length > 0 && (
          <button class="button small" type="button" onClick={() => void server.clear()}>
            Clear
          </button>
        )}
      </div>
      {requests.length === 0 && <p class="hint">None yet. Requests from curl or your app appear here too.</p>}
      <ol>
        {requests.map(({ id, status, statusText, method, path, tookMs, atMs, why }) => (
          <li key={id}>
            <button
              type="button"
              class="request"
              aria-current={id === chosen ? 'true' : undefined}
              onClick={() => open(id)}
            >
              <StatusPill of={{ status, statusText }} />
              <code class="request-line">
                {method} {path}
              </code>
              <span class="hint">{Math.round(tookMs)} ms</span>
              <time class="hint" dateTime={new Date(atMs).toISOString()}>
                {new Date(atMs).toLocaleTimeString()}
              </time>
              {why && <span class="why">{why}</span>}
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}
