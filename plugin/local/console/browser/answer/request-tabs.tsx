import { useEffect, useState } from 'preact/hooks'
import type { RequestDetails } from '../../api-types.ts'
import { BodyBlock, HeaderRows, JsonBlock } from '../parts/blocks.tsx'
import { Tabs } from '../parts/tabs.tsx'
import { server } from '../server.ts'
import type { Settings } from '../settings.ts'
import { LogBlock } from './log-block.tsx'

interface RequestTabsProps {
  readonly request: RequestDetails
  readonly settings: Settings
}

/** Response, principal, event, request and log. Of a failed function, its log comes first: it has the reason. */
export function RequestTabs({ request, settings }: RequestTabsProps) {
  const isLogFirst = request.status >= 500 && (request.log?.lines.length ?? 0) > 0
  const [chosen, choose] = useState('Response')
  const [tab, setTab] = useState(isLogFirst ? 'Log' : chosen)
  useEffect(() => setTab(isLogFirst ? 'Log' : chosen), [request.id])
  const open = (name: string) => {
    setTab(name)
    // A failed function opens its log; that is no choice for the next request.
    if (!isLogFirst) choose(name)
  }
  return <Tabs chosen={tab} choose={open} tabs={tabsOf(request, settings, isLogFirst)} />
}

function tabsOf(request: RequestDetails, { isLocal }: Settings, isLogFirst: boolean) {
  const { event, id, log, requestBody, requestHeaders, responseBody, responseHeaders, why } = request
  const noEvent = isLocal
    ? `No function was called${why ? `: ${why}` : ''}.`
    : 'Only AWS knows what the function received.'
  const logTab = { Log: <LogBlock log={log} /> }
  return {
    ...(isLogFirst && logTab),
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
    ...(!isLogFirst && logTab),
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
