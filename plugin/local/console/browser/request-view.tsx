import { useState } from 'preact/hooks'
import type { RequestDetails } from '../api-types.ts'
import { BodyBlock, HeaderRows } from './answer-parts.tsx'
import { CurlLine } from './curl-line.tsx'
import { ExplanationCard } from './explanation-card.tsx'
import type { Show } from './first-call.tsx'
import { JsonBlock } from './json-block.tsx'
import { PrincipalPart } from './principal-part.tsx'
import { Replay } from './replay.tsx'
import type { Settings } from './settings.ts'
import type { Tokens } from './sign-in.ts'
import { StatusPill } from './status-pill.tsx'
import { Tabs } from './tabs.tsx'

interface ExchangeViewProps {
  readonly exchange: RequestDetails | undefined
  readonly settings: Settings
  readonly tokens: Tokens | undefined
  readonly show: Show
}

/** One request and everything that became of it. */
export function ExchangeView({ exchange, settings, tokens, show }: ExchangeViewProps) {
  const [tab, setTab] = useState('Answer')
  return (
    <div class="card answer" id="answer" data-exchange={exchange?.id}>
      <div class="answer-head" role="status" aria-label="Answer of the API">
        {exchange ? <Headline exchange={exchange} /> : <p class="hint">No answer yet.</p>}
      </div>
      {exchange?.explanation && <ExplanationCard explanation={exchange.explanation} />}
      {exchange && (
        <>
          <Tabs chosen={tab} choose={setTab} tabs={tabsOf(exchange, settings)} />
          <Replay exchange={exchange} isLocal={settings.isLocal} show={show} />
          <CurlLine exchange={exchange} settings={settings} tokens={tokens} />
        </>
      )}
    </div>
  )
}

function Headline({ exchange }: { readonly exchange: RequestDetails }) {
  return (
    <>
      <code class="request-line">
        {exchange.method} {exchange.path}
      </code>
      <StatusPill status={exchange.status} inWords />
      <span class="hint">{exchange.tookMs} ms</span>
    </>
  )
}

function tabsOf(exchange: RequestDetails, { isLocal }: Settings) {
  const { answerBody, answerHeaders, event, id, requestBody, requestHeaders, why } = exchange
  const noEvent = isLocal
    ? `No function was called${why ? `: ${why}` : ''}.`
    : 'Only AWS knows what the function received.'
  return {
    Answer: (
      <>
        <BodyBlock body={answerBody} label="Body of the answer" />
        <HeaderRows headers={answerHeaders} />
      </>
    ),
    Principal: event ? <PrincipalPart id={id} /> : <p class="hint">{noEvent}</p>,
    Event: event ? <JsonBlock value={event} label="Event" /> : <p class="hint">{noEvent}</p>,
    Request: (
      <>
        <HeaderRows headers={requestHeaders} />
        <BodyBlock body={requestBody} label="Body of the request" />
      </>
    ),
  }
}
