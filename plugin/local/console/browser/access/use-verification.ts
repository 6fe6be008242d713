import { useRef, useState } from 'preact/hooks'
import type { VerifiedRoute } from '../../../../access/verify/verified-route.ts'
import { server } from '../server.ts'

export interface Verification {
  /** By route key. */
  readonly verified: ReadonlyMap<string, VerifiedRoute>
  readonly isRunning: boolean
  readonly problem: string
  start(routeKeys: readonly string[], callsAll: boolean): Promise<void>
  cancel(): void
}

/** One route after another, so that the table fills as the answers come. */
export function useVerification(): Verification {
  const [verified, setVerified] = useState<ReadonlyMap<string, VerifiedRoute>>(new Map())
  const [isRunning, setRunning] = useState(false)
  const [problem, setProblem] = useState('')
  const run = useRef(new AbortController())

  async function start(routeKeys: readonly string[], callsAll: boolean): Promise<void> {
    run.current = new AbortController()
    const { signal } = run.current
    setVerified(new Map())
    setProblem('')
    setRunning(true)
    try {
      for (const routeKey of routeKeys) {
        const route = await server.verifyAccess(routeKey, callsAll, signal)
        setVerified((known) => new Map([...known, [routeKey, route]]))
      }
    } catch (error) {
      if (!signal.aborted) setProblem((error as Error).message)
    }
    if (run.current.signal === signal) setRunning(false)
  }

  return { verified, isRunning, problem, start, cancel: () => run.current.abort() }
}
