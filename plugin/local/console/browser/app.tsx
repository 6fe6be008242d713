import { useEffect, useRef, useState } from 'preact/hooks'
import type { RequestDetails, RequestSummary, RouteDocument } from '../api-types.ts'
import { CallForm } from './call-form.tsx'
import { FirstCall } from './first-call.tsx'
import { RequestList } from './request-list.tsx'
import { RequestView } from './request-view.tsx'
import { server, watchRequests } from './server.ts'
import type { Settings } from './settings.ts'
import type { Tokens } from './sign-in.ts'
import { TokenPair } from './token-pair.tsx'

export interface AppProps {
  readonly settings: Settings
  /** Undefined while nobody is signed in. */
  readonly tokens: Tokens | undefined
}

/** Everything below the welcome section: tokens, calls, requests. */
export function App({ settings, tokens }: AppProps) {
  const [routes, setRoutes] = useState<readonly RouteDocument[]>()
  const [requests, setRequests] = useState<readonly RequestSummary[]>([])
  const [shown, setShown] = useState<RequestDetails>()
  const [problem, setProblem] = useState('')
  const response = useRef<HTMLDivElement>(null)

  /** Replaces what is shown. */
  const show = async (loading: Promise<RequestDetails>): Promise<RequestDetails | undefined> => {
    try {
      const details = await loading
      setShown(details)
      setProblem('')
      return details
    } catch (error) {
      setProblem((error as Error).message)
      return undefined
    }
  }
  const open = async (id: string) => {
    await show(server.request(id))
    response.current?.scrollIntoView({ block: 'nearest' })
  }
  useEffect(() => watchRequests(setRequests), [])
  useEffect(() => void server.routes().then(setRoutes, (error: Error) => setProblem(error.message)), [])

  return (
    <>
      {tokens && (
        <TokenPair tokens={tokens}>
          {routes && <FirstCall routes={routes} token={tokens.access} show={show} />}
        </TokenPair>
      )}
      <section id="call" aria-labelledby="call-title">
        <div class="section-head">
          <h2 id="call-title">Call the API</h2>
          <p class="hint">
            <code>{settings.apiUrl}</code>
          </p>
        </div>
        <div class="pair call">
          <div class="stack">
            {routes && <CallForm tokens={tokens} routes={routes} show={show} />}
            <RequestList requests={requests} chosen={shown?.id} open={open} />
          </div>
          <div ref={response} class="response-place">
            <p class="notice" role="alert" hidden={!problem}>
              {problem}
            </p>
            <RequestView request={shown} settings={settings} tokens={tokens} show={show} />
          </div>
        </div>
      </section>
    </>
  )
}
