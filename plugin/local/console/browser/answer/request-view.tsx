import type { RequestDetails } from '../../api-types.ts'
import { StatusPill } from '../parts/status-pill.tsx'
import type { Tokens } from '../session/sign-in.ts'
import type { Settings } from '../settings.ts'
import { AnswerCard, CopyMarkdown } from './answer-card.tsx'
import { ExplanationCard } from './explanation-card.tsx'
import { Replay } from './replay.tsx'
import { RequestTabs } from './request-tabs.tsx'
import { Share } from './share/share.tsx'
import type { PendingCall, Send } from './use-answer.ts'
import { Waiting } from './waiting.tsx'

export interface RequestViewProps {
  readonly request: RequestDetails | undefined
  readonly settings: Settings
  readonly tokens: Tokens | undefined
  /** How this page broke the token of the request, if it did; empty where it was written by hand. */
  readonly brokenId: string | undefined
  /** A call under way: what is shown is older than it. */
  readonly pending: PendingCall | undefined
  readonly send: Send
  readonly edit: (request: RequestDetails) => void
}

/** One request, its response and the reasons. */
export function RequestView({ request, brokenId, pending, settings, tokens, send, edit }: RequestViewProps) {
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
      {request?.explanation && (
        <ExplanationCard explanation={request.explanation} action={<CopyMarkdown request={request} />} />
      )}
      {request?.answer && <AnswerCard request={request} answer={request.answer} />}
      {request && (
        <>
          <RequestTabs request={request} settings={settings} />
          <Replay request={request} isLocal={settings.isLocal} send={send} edit={edit} />
          <Share request={request} settings={settings} tokens={tokens} brokenId={brokenId} />
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
