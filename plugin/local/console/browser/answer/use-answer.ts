import { useRef, useState } from 'preact/hooks'
import type { RequestDetails } from '../../api-types.ts'
import { requestHash } from '../address.ts'
import { server } from '../server.ts'

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

/** What the page shows of calls. */
export interface Answer {
  /** The request that is shown, with its response. */
  readonly shown: RequestDetails | undefined
  /** The call under way, if any. A new one takes its place. */
  readonly pending: PendingCall | undefined
  /** Why the last thing asked for is not shown; empty for none. */
  readonly problem: string
  readonly send: Send
  /** Shows a request that was answered before. */
  readonly open: (id: string) => Promise<void>
}

/** What is shown is in the address, too. */
export function useAnswer(): Answer {
  const [shown, setShown] = useState<RequestDetails>()
  const [pending, setPending] = useState<PendingCall>()
  const [problem, setProblem] = useState('')
  const latest = useRef<AbortController | undefined>(undefined)
  const show = (details: RequestDetails) => {
    setProblem('')
    setShown(details)
    history.replaceState(undefined, '', requestHash(details.id))
  }
  const send: Send = async (label, start) => {
    latest.current?.abort()
    const controller = new AbortController()
    latest.current = controller
    setPending({ label, startedMs: Date.now(), cancel: () => controller.abort() })
    setProblem('')
    try {
      const details = await start(controller.signal)
      if (latest.current === controller) show(details)
      return details
    } catch (error) {
      if (latest.current === controller) setProblem(describe(error as Error))
      return undefined
    } finally {
      if (latest.current === controller) setPending(undefined)
    }
  }
  const open = (id: string) => server.request(id).then(show, (error: Error) => setProblem(error.message))
  return { shown, pending, problem, send, open }
}

function describe({ name, message }: Error): string {
  return name === 'AbortError' ? 'Cancelled. The API may have handled the request all the same.' : message
}
