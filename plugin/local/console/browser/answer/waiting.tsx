import { useEffect, useState } from 'preact/hooks'
import type { PendingCall } from './use-answer.ts'

/** The seconds since a call began, with one decimal. */
export function Elapsed({ since }: { readonly since: number }) {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 100)
    return () => clearInterval(timer)
  }, [])
  return <span class="hint elapsed">{(Math.max(now - since, 0) / 1_000).toFixed(1)} s</span>
}

/** In place of the last answer's headline, so that nobody takes that for the new one. */
export function Waiting({ pending }: { readonly pending: PendingCall }) {
  return (
    <>
      <code class="request-line">{pending.label}</code>
      <span class="status waiting">Waiting</span>
      <Elapsed since={pending.startedMs} />
      <button class="button small" type="button" onClick={pending.cancel}>
        Cancel
      </button>
    </>
  )
}
