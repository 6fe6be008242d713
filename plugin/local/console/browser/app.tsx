import { useEffect, useRef, useState } from 'preact/hooks'
import type { RequestDetails, RequestSummary, RouteDocument } from '../api-types.ts'
import { CallForm } from './call-form.tsx'
import { FirstCall } from './first-call.tsx'
import { RequestList } from './request-list.tsx'
import { ExchangeView } from './request-view.tsx'
import { server, watchRequests } from './server.ts'
import type { Settings } from './settings.ts'
import type { Tokens } from './sign-in.ts'
import { TokenPair } from './token-pair.tsx'

export interface DeskProps {
  readonly settings: Settings
  /** Undefined while nobody is signed in. */
  readonly tokens: Tokens | undefined
}

/** Everything below the welcome: tokens, calls, requests. */
export function ConsoleServer({ settings, tokens }: DeskProps) {
  const [routes, setRoutes] = useState<readonly RouteDocument[]>()
  const [lines, setLines] = useState<readonly RequestSummary[]>([])
  const [shown, setShown] = useState<RequestDetails>()
  const [problem, setProblem] = useState('')
  const answer = useRef<HTMLDivElement>(null)

  /** Takes the place of whatever is shown. */
  const show = async (exchange: Promise<RequestDetails>): Promise<RequestDetails | undefined> => {
    try {
      const document = await exchange
      setShown(document)
      setProblem('')
      return document
    } catch (error) {
      setProblem((error as Error).message)
      return undefined
    }
  }
  const open = async (id: string) => {
    await show(server.exchange(id))
    answer.current?.scrollIntoView({ block: 'nearest' })
  }
  useEffect(() => watchRequests(setLines), [])
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
            <RequestList lines={lines} chosen={shown?.id} open={open} />
          </div>
          <div ref={answer} class="answer-place">
            <p class="notice" role="alert" hidden={!problem}>
              {problem}
            </p>
            <ExchangeView exchange={shown} settings={settings} tokens={tokens} show={show} />
          </div>
        </div>
      </section>
    </>
  )
}
