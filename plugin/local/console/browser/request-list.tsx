import type { RequestSummary } from '../api-types.ts'
import { server } from './server.ts'
import { StatusPill } from './status-pill.tsx'

interface RequestListProps {
  /** Newest first. */
  readonly lines: readonly RequestSummary[]
  readonly chosen: string | undefined
  readonly open: (id: string) => void
}

/** What came to the API lately, from here or from anywhere. */
export function RequestList({ lines, chosen, open }: RequestListProps) {
  return (
    <section class="card requests" aria-labelledby="requests-title">
      <div class="section-head">
        <h3 id="requests-title">Recent requests</h3>
        {lines.length > 0 && (
          <button class="button small" type="button" onClick={() => void server.forget()}>
            Clear
          </button>
        )}
      </div>
      {lines.length === 0 && <p class="hint">None yet. Those of curl show here too, as they come.</p>}
      <ol>
        {lines.map(({ id, status, method, path, tookMs, atMs, why }) => (
          <li key={id}>
            <button
              type="button"
              class="request"
              aria-current={id === chosen ? 'true' : undefined}
              onClick={() => open(id)}
            >
              <StatusPill status={status} />
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
