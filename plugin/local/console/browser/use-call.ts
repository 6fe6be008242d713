import { useRef, useState } from 'preact/hooks'
import type { RequestDetails } from '../api-types.ts'

/** A call that has no answer yet. */
export interface PendingCall {
  /** `GET /profile` */
  readonly label: string
  /** Milliseconds since the epoch. */
  readonly startedMs: number
  readonly cancel: () => void
}

/** Makes a call and shows its answer. Settles with it; undefined where there is none. */
export type Send = (
  label: string,
  start: (signal: AbortSignal) => Promise<RequestDetails>,
) => Promise<RequestDetails | undefined>

interface UseCallOptions {
  readonly show: (details: RequestDetails) => void
  /** Empty for none. */
  readonly showProblem: (problem: string) => void
}

/** The call under way, if any. A new one takes its place. */
export function useCall({ show, showProblem }: UseCallOptions): {
  readonly pending: PendingCall | undefined
  readonly send: Send
} {
  const [pending, setPending] = useState<PendingCall>()
  const latest = useRef<AbortController | undefined>(undefined)
  const send: Send = async (label, start) => {
    latest.current?.abort()
    const controller = new AbortController()
    latest.current = controller
    setPending({ label, startedMs: Date.now(), cancel: () => controller.abort() })
    showProblem('')
    try {
      const details = await start(controller.signal)
      if (latest.current === controller) show(details)
      return details
    } catch (error) {
      if (latest.current === controller) showProblem(describe(error as Error))
      return undefined
    } finally {
      if (latest.current === controller) setPending(undefined)
    }
  }
  return { pending, send }
}

function describe({ name, message }: Error): string {
  return name === 'AbortError' ? 'Cancelled. The API may have handled the request all the same.' : message
}
