import { useEffect, useState } from 'preact/hooks'
import type { RequestDetails, RequestSummary } from '../../api-types.ts'
import { readPlace } from '../address.ts'
import { AnswerPlace } from '../answer/answer-place.tsx'
import { CompareView } from '../answer/compare/compare-view.tsx'
import { useComparison } from '../answer/compare/use-comparison.ts'
import { RequestList } from '../answer/request-list.tsx'
import { useAnswer } from '../answer/use-answer.ts'
import type { PageProps } from '../page-props.ts'
import { server, watchRequests } from '../server.ts'
import type { Tokens } from '../session/sign-in.ts'
import { TokenStrip } from '../session/token-strip.tsx'
import { CallForm } from './call-form.tsx'
import { callOf, draftAt, draftOf, firstDraft, withBrokenToken } from './draft.ts'
import { Jumps } from './jumps.tsx'
import { useBodies } from './use-bodies.ts'

/** Tokens, the call, its answer, recent requests. */
export function CallPage({ settings, tokens, routes }: PageProps) {
  const [requests, setRequests] = useState<readonly RequestSummary[]>([])
  const [draft, setDraft] = useState(() => firstDraft(routes, tokens !== undefined))
  const [broken, setBroken] = useState<Readonly<Record<string, string>>>({})
  const [isSent, setSent] = useState(false)
  const bodies = useBodies()
  const { shown, pending, problem, send, open } = useAnswer()
  const comparison = useComparison()

  const edit = (request: RequestDetails) => {
    const routeKey = requests.find(({ id }) => id === request.id)?.routeKey ?? draft.routeKey
    if ('text' in request.requestBody && request.requestBody.text !== '')
      bodies.set(routeKey, request.requestBody.text)
    setDraft(draftOf(request, routeKey))
  }
  const openOne = (id: string) => {
    comparison.close(id)
    return open(id)
  }
  const goTo = () => {
    const place = readPlace(location.hash)
    if (place?.kind === 'request') void openOne(place.id)
    if (place?.kind === 'compare') comparison.open(place.ids)
    if (place?.kind === 'call') setDraft((current) => draftAt(place, routes, current))
    return place
  }
  /** Shows at once that the API takes the token. */
  const sendFirst = ({ access }: Tokens) => {
    if (draft.method !== 'GET' || draft.path.includes('{')) return
    const route = routes.find(({ routeKey }) => routeKey === draft.routeKey)
    void send(draft.routeKey, (signal) => server.call(callOf(draft, route, `Bearer ${access}`, ''), signal))
  }
  useEffect(() => {
    if (!goTo() && tokens) sendFirst(tokens)
    window.addEventListener('hashchange', goTo)
    return () => window.removeEventListener('hashchange', goTo)
  }, [])
  useEffect(() => watchRequests(setRequests), [])

  // Until then the page is the welcome, with a heading of its own.
  const Heading = tokens ? 'h1' : 'h2'

  return (
    <>
      <Jumps />
      <header class="page-head line">
        <Heading id="call-title">Call the API</Heading>
        <p class="hint">
          <code>{settings.apiUrl}</code>
        </p>
      </header>
      {tokens && <TokenStrip tokens={tokens} expire={() => setDraft(withBrokenToken(draft, 'expired'))} />}
      <section id="call" aria-labelledby="call-title">
        <div class="pair call">
          <div class="stack">
            <CallForm
              tokens={tokens}
              isLocal={settings.isLocal}
              routes={routes}
              draft={draft}
              change={setDraft}
              bodies={bodies}
              isBusy={pending !== undefined}
              send={(label, start) => {
                setSent(true)
                comparison.close(shown?.id)
                return send(label, start)
              }}
              onBroken={(id, brokenId) => setBroken((known) => ({ ...known, [id]: brokenId }))}
            />
            <RequestList
              requests={requests}
              pending={pending}
              chosen={shown?.id}
              open={openOne}
              comparison={comparison}
            />
          </div>
          {comparison.ids ? (
            <div class="response-place">
              <CompareView ids={comparison.ids} close={() => comparison.close(shown?.id)} />
            </div>
          ) : (
            <AnswerPlace
              request={shown}
              brokenId={shown && broken[shown.id]}
              pending={pending}
              problem={problem}
              isSent={isSent}
              settings={settings}
              tokens={tokens}
              send={send}
              edit={edit}
            />
          )}
        </div>
      </section>
    </>
  )
}
