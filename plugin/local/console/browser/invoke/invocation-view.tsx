import { Waiting } from '../answer/waiting.tsx'
import { BodyBlock, TextBlock } from '../parts/blocks.tsx'
import type { PendingInvocation, ShownInvocation } from './use-invocation.ts'

interface InvocationViewProps {
  readonly shown: ShownInvocation | undefined
  readonly pending: PendingInvocation | undefined
  /** Why there is no answer; empty for none. */
  readonly problem: string
}

/** What the function returned, or its error, and the end of its log. */
export function InvocationView({ shown, pending, problem }: InvocationViewProps) {
  return (
    <div class="response-place">
      <p class="notice" role="alert" hidden={!problem}>
        {problem}
      </p>
      <div class="card response" id="invocation" aria-busy={pending !== undefined}>
        <div class="response-head" role="status" aria-label="Answer of the function">
          {pending ? <Waiting pending={pending} /> : <Headline shown={shown} />}
        </div>
        {shown && (
          <>
            <section class="stack tight" aria-labelledby="answer-title">
              <h2 id="answer-title">{shown.isError ? 'Error' : 'Answer'}</h2>
              <BodyBlock body={{ text: shown.text }} label={shown.isError ? 'Error' : 'Answer'} />
            </section>
            <section class="stack tight" aria-labelledby="log-title">
              <h2 id="log-title">Log, its last 4 kB</h2>
              {shown.log ? (
                <TextBlock text={shown.log} label="Log" />
              ) : (
                <p class="hint">The function wrote nothing.</p>
              )}
            </section>
          </>
        )}
      </div>
    </div>
  )
}

function Headline({ shown }: Pick<InvocationViewProps, 'shown'>) {
  if (!shown) return <p class="hint">No answer yet. Choose a function and an event, and invoke it.</p>
  return (
    <>
      <code class="request-line">{shown.key}</code>
      <span class={`status ${shown.isError ? 'bad' : 'good'}`}>{shown.isError ? 'Failed' : 'Returned'}</span>
      <span class="hint">{shown.tookMs} ms</span>
    </>
  )
}
