import { useState } from 'preact/hooks'
import type { RequestSummary } from '../../api-types.ts'
import { moveByArrows } from '../parts/arrow-keys.ts'
import { FilterField, hasWords } from '../parts/filter-field.tsx'
import { StatusPill } from '../parts/status-pill.tsx'
import { server } from '../server.ts'
import type { Comparison } from './compare/use-comparison.ts'
import type { PendingCall } from './use-answer.ts'
import { Elapsed } from './waiting.tsx'

interface RequestListProps {
  /** Newest first. */
  readonly requests: readonly RequestSummary[]
  /** One of this page's that has no answer yet. */
  readonly pending: PendingCall | undefined
  readonly chosen: string | undefined
  readonly open: (id: string) => void
  readonly comparison: Comparison
}

/** The API's latest requests, from this page or anywhere else. */
export function RequestList({ requests, pending, chosen, open, comparison }: RequestListProps) {
  const { marked, isMarking } = comparison
  const [filter, setFilter] = useState('')
  const listed = requests.filter((request) => hasWords(textOf(request), filter))
  // One stop of the Tab key, however long the list is.
  const stop = (listed.find(({ id }) => id === chosen) ?? listed[0])?.id
  return (
    <section id="requests" tabIndex={-1} class="card requests" aria-labelledby="requests-title">
      <div class="section-head">
        <h3 id="requests-title">Recent requests</h3>
        {requests.length > 0 && (
          <div class="actions">
            {requests.length > 1 && (
              <button
                class="button small"
                type="button"
                aria-pressed={isMarking}
                onClick={() => comparison.toggle(chosen)}
              >
                Compare
              </button>
            )}
            <button class="button small" type="button" onClick={() => void server.clear()}>
              Clear
            </button>
          </div>
        )}
      </div>
      {isMarking && (
        <p class="hint" role="status">
          {marked.length === 0 ? 'Choose two requests.' : 'Choose the one to compare it with.'}
        </p>
      )}
      {requests.length > fewEnough && (
        <FilterField
          label="Filter the requests"
          placeholder="Filter by status, method or text"
          text={filter}
          change={setFilter}
        />
      )}
      {requests.length === 0 && !pending && (
        <p class="hint">None yet. Requests from curl or your app appear here too.</p>
      )}
      <ol onKeyDown={moveByArrows}>
        {pending && (
          <li class="request pending">
            <span class="status waiting">...</span>
            <code class="request-line">{pending.label}</code>
            <Elapsed since={pending.startedMs} />
          </li>
        )}
        {listed.map(({ id, status, statusText, method, path, tookMs, atMs, why }) => (
          <li key={id}>
            <button
              type="button"
              class="request"
              tabIndex={id === stop ? 0 : -1}
              aria-current={!isMarking && id === chosen ? 'true' : undefined}
              aria-pressed={isMarking ? marked.includes(id) : undefined}
              onClick={() => (isMarking ? comparison.mark(id) : open(id))}
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

/** Up to here the list is read at a glance. */
const fewEnough = 5

/** Where a filter looks. */
function textOf({ status, statusText, method, path, why }: RequestSummary): string {
  return `${status} ${statusText} ${method} ${path} ${why ?? ''}`
}
