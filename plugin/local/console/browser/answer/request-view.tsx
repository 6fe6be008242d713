import { useEffect, useState } from 'preact/hooks'
import type { RequestDetails } from '../../api-types.ts'
import { BodyBlock, HeaderRows, JsonBlock } from '../parts/blocks.tsx'
import { StatusPill } from '../parts/status-pill.tsx'
import { Tabs } from '../parts/tabs.tsx'
import { server } from '../server.ts'
import type { Tokens } from '../session/sign-in.ts'
import type { Settings } from '../settings.ts'
import { CurlLine } from './curl-line.tsx'
import { ExplanationCard } from './explanation-card.tsx'
import { Replay } from './replay.tsx'
import type { PendingCall, Send } from './use-answer.ts'
import { Waiting } from './waiting.tsx'

export interface RequestViewProps {
  readonly request: RequestDetails | undefined
  readonly settings: Settings
  readonly tokens: Tokens | undefined
  /** How this page broke the token of the request, if it did. */
  readonly brokenId: string | undefined
  /** A call under way: what is shown is older than it. */
  readonly pending: PendingCall | undefined
  readonly send: Send
  readonly edit: (request: RequestDetails) => void
}

/** One request, its response and the reasons. */
export function RequestView({ request, brokenId, pending, settings, tokens, send, edit }: RequestViewProps) {
  const [tab, setTab] = useState('Response')
  return (
    <div
      class="card response"
      id="response"
      tabIndex={-1}
      data-request={request?.id}
      aria-busy={pending !== undefined}
    >
      <div class="response-head" role="status" aria-label="Response of the API">
        {pending ? (
          <Waiting pending={pending} />
        ) : request ? (
          <Headline request={request} />
        ) : (
          <p class="hint">No response yet. Send a request, or choose a recent one.</p>
        )}
      </div>
      {request?.explanation && <ExplanationCard explanation={request.explanation} />}
      {request && (
        <>
          <Tabs chosen={tab} choose={setTab} tabs={tabsOf(request, settings)} />
          <Replay request={request} isLocal={settings.isLocal} send={send} edit={edit} />
          <CurlLine request={request} settings={settings} tokens={tokens} brokenId={brokenId} />
        </>
      )}
    </div>
  )
}

function Headline({ request }: { readonly request: RequestDetails }) {
  return (
    <>
      <code class="request-line">
        {request.method} {request.path}
      </code>
      <StatusPill of={request} inWords />
      <span class="hint">{request.tookMs} ms</span>
    </>
  )
}

function tabsOf(request: RequestDetails, { isLocal }: Settings) {
  const { event, id, requestBody, requestHeaders, responseBody, responseHeaders, why } = request
  const noEvent = isLocal
    ? `No function was called${why ? `: ${why}` : ''}.`
    : 'Only AWS knows what the function received.'
  return {
    Response: (
      <>
        <BodyBlock body={responseBody} label="Response body" />
        <HeaderRows headers={responseHeaders} />
      </>
    ),
    Principal: event ? <Principal id={id} /> : <p class="hint">{noEvent}</p>,
    Event: event ? <JsonBlock value={event} label="Event" /> : <p class="hint">{noEvent}</p>,
    Request: (
      <>
        <HeaderRows headers={requestHeaders} />
        <BodyBlock body={requestBody} label="Request body" />
      </>
    ),
  }
}

/** The principal that the function reads. Requested when it is opened, because the handlers are loaded for it the first time. */
function Principal({ id }: { readonly id: string }) {
  const [read, setRead] = useState<{ readonly principal: unknown } | string>('Loading the handlers ...')
  useEffect(() => void server.principal(id).then(setRead, (error: Error) => setRead(error.message)), [id])
  if (typeof read === 'string') return <p class="hint">{read}</p>
  if (read.principal === null) return <p class="hint">This function reads no principal.</p>
  return <JsonBlock value={read.principal} label="Principal" />
}
