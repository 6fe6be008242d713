import { useRef, useState } from 'preact/hooks'
import type { InvocationDocument } from '../../function-api-types.ts'
import { server } from '../server.ts'

/** A function that has no answer yet. */
export interface PendingInvocation {
  readonly label: string
  /** Milliseconds since the epoch. */
  readonly startedMs: number
  readonly cancel: () => void
}

export interface ShownInvocation extends InvocationDocument {
  readonly key: string
}

/** One invocation at a time, and its answer. */
export function useInvocation() {
  const [shown, setShown] = useState<ShownInvocation>()
  const [pending, setPending] = useState<PendingInvocation>()
  const [problem, setProblem] = useState('')
  const latest = useRef<AbortController | undefined>(undefined)
  const invoke = async (key: string, event: string) => {
    latest.current?.abort()
    const controller = new AbortController()
    latest.current = controller
    setPending({ label: key, startedMs: Date.now(), cancel: () => controller.abort() })
    setProblem('')
    try {
      const answer = await server.invoke(key, event, controller.signal)
      if (latest.current === controller) setShown({ ...answer, key })
    } catch (error) {
      const { name, message } = error as Error
      if (latest.current !== controller) return
      setShown(undefined)
      setProblem(name === 'AbortError' ? 'Cancelled. The function runs on to its end or timeout.' : message)
    } finally {
      if (latest.current === controller) setPending(undefined)
    }
  }
  return { shown, pending, problem, invoke }
}
