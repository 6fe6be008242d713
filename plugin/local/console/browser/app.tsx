import { useEffect, useRef, useState } from 'preact/hooks'
import type { RequestDetails, RequestSummary, RouteDocument } from '../api-types.ts'
import { readPlace, requestHash } from './address.ts'
import { CallForm } from './call-form.tsx'
import { callOf, type Draft, draftOf, withRoute } from './draft.ts'
import { RequestList } from './request-list.tsx'
import { RequestView } from './request-view.tsx'
import { server, watchRequests } from './server.ts'
import type { Settings } from './settings.ts'
import type { Tokens } from './sign-in.ts'
import { TokenStrip } from './token-strip.tsx'
import { useBodies } from './use-bodies.ts'
import { useCall } from './use-call.ts'

export interface AppProps {
  readonly settings: Settings
  /** Undefined while nobody is signed in. */
  readonly tokens: Tokens | undefined
  readonly routes: readonly RouteDocument[]
}

/** Everything below the welcome section: tokens, the call, its answer, recent requests. */
export function App({ settings, tokens, routes }: AppProps) {
  const [requests, setRequests] = useState<readonly RequestSummary[]>([])
  const [shown, setShown] = useState<RequestDetails>()
  const [problem, setProblem] = useState('')
  const [draft, setDraft] = useState<Draft>(() => firstDraft(routes, tokens))
  const [broken, setBroken] = useState<Readonly<Record<string, string>>>({})
  /** Whether the person has made a call; the first one is the page's own. */
  const [isSent, setSent] = useState(false)
  const bodies = useBodies()
  const show = (details: RequestDetails) => {
    setShown(details)
    history.replaceState(undefined, '', requestHash(details.id))
  }
  const answerPlace = useRef<HTMLDivElement>(null)
  const { pending, send } = useCall({ show, showProblem: setProblem })
  const open = (id: string) => server.request(id).then(show, (error: Error) => setProblem(error.message))
  const edit = (request: RequestDetails) => {
    const routeKey = requests.find(({ id }) => id === request.id)?.routeKey ?? draft.routeKey
    if ('text' in request.requestBody && request.requestBody.text !== '')
      bodies.set(routeKey, request.requestBody.text)
    setDraft(draftOf(request, routeKey))
  }
  const expire = () => setDraft({ ...draft, token: { ...draft.token, kind: 'broken', brokenId: 'expired' } })

  /** A link says what to show; without one, the first call shows at once that the API takes the token. */
  const goTo = () => {
    const place = readPlace(location.hash)
    if (place?.kind === 'request') void open(place.id)
    if (place?.kind === 'call') setDraft(draftFor(place, routes, draft))
    return place
  }
  useEffect(() => {
    const route = routes.find(({ routeKey }) => routeKey === draft.routeKey)
    const isSimple = draft.method === 'GET' && !draft.path.includes('{')
    if (!goTo() && tokens && isSimple)
      void send(draft.routeKey, (signal) =>
        server.call(callOf(draft, route, `Bearer ${tokens.access}`, ''), signal),
      )
    window.addEventListener('hashchange', goTo)
    return () => window.removeEventListener('hashchange', goTo)
  }, [])
  useEffect(() => watchRequests(setRequests), [])
  // In a narrow window the answer is below the form.
  useEffect(() => {
    if (isSent) answerPlace.current?.scrollIntoView({ block: 'nearest' })
  }, [pending, shown])

  return (
    <>
      {tokens && <TokenStrip tokens={tokens} expire={expire} />}
      <section id="call" aria-labelledby="call-title">
        <div class="section-head">
          <h2 id="call-title">Call the API</h2>
          <p class="hint">
            <code>{settings.apiUrl}</code>
          </p>
        </div>
        <div class="pair call">
          <div class="stack">
            <CallForm
              tokens={tokens}
              routes={routes}
              draft={draft}
              change={setDraft}
              bodies={bodies}
              isBusy={pending !== undefined}
              send={(label, start) => {
                setSent(true)
                return send(label, start)
              }}
              onBroken={(id, brokenId) => setBroken((known) => ({ ...known, [id]: brokenId }))}
            />
            <RequestList requests={requests} pending={pending} chosen={shown?.id} open={open} />
          </div>
          <div class="response-place" ref={answerPlace}>
            <p class="notice" role="alert" hidden={!problem}>
              {problem}
            </p>
            <RequestView
              request={shown}
              brokenId={shown && broken[shown.id]}
              pending={pending}
              settings={settings}
              tokens={tokens}
              send={send}
              edit={edit}
            />
          </div>
        </div>
      </section>
    </>
  )
}

/** A GET route without a variable needs nothing but a token. */
function firstDraft(routes: readonly RouteDocument[], tokens: Tokens | undefined): Draft {
  const isSimple = ({ routeKey }: RouteDocument) => routeKey.startsWith('GET /') && !routeKey.includes('{')
  const route = routes.find(isSimple) ?? routes[0]
  const token = { kind: tokens ? 'access' : 'none', brokenId: '', text: '' } as const
  const empty = { routeKey: '', method: 'GET', path: '/', variables: {}, query: [], headers: [], token }
  return route ? withRoute(empty, route) : empty
}

function draftFor(
  { routeKey, brokenId }: { readonly routeKey: string; readonly brokenId: string },
  routes: readonly RouteDocument[],
  draft: Draft,
): Draft {
  const route = routes.find((each) => each.routeKey === routeKey)
  const withToken = brokenId
    ? { ...draft, token: { ...draft.token, kind: 'broken' as const, brokenId } }
    : draft
  return route ? withRoute(withToken, route) : withToken
}
