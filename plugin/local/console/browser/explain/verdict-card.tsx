import { checkTitle } from '../../../../explain/check-titles.ts'
import type { ExplanationDocument } from '../../../../explain/explanation-document.ts'
import type { ExplainedToken } from '../../api-types.ts'
import { CheckRow, DocsLink } from '../answer/explanation-card.tsx'

/** What the authorizer decides, and all of its checks. */
export function VerdictCard({
  explained: { explanation, asPasted },
}: {
  readonly explained: ExplainedToken
}) {
  if (!explanation) return null
  const isGood = explanation.outcome === 'accepted'
  return (
    <section class={`card verdict-card ${isGood ? 'good' : 'bad'}`} aria-labelledby="verdict-title">
      <div class="card-head">
        <h2 id="verdict-title">
          {explanation.answer ? (
            <>
              Refused at <code>{checkTitle(explanation.answer.check)}</code>
            </>
          ) : (
            'Accepted'
          )}
        </h2>
        <Answer explanation={explanation} />
        <Fix explanation={explanation} />
      </div>
      {asPasted && (
        <p class="as-pasted">
          This is about the token in what you pasted. Sent as pasted, it would be refused at{' '}
          <code>decode</code>: {asPasted.text}
        </p>
      )}
      <ol class="checks verdicts">
        {explanation.checks.map((check) => (
          <CheckRow key={check.check} check={check} />
        ))}
      </ol>
    </section>
  )
}

function Answer({ explanation: { answer, tokenUse } }: { readonly explanation: ExplanationDocument }) {
  const kind =
    tokenUse === null ? '' : tokenUse === 'id' ? ' This is an id token.' : ' This is an access token.'
  if (!answer) return <p>The request goes on to the function.{kind}</p>
  return (
    <p>
      API Gateway answers <strong>{answer.status === 403 ? '403 Forbidden' : '401 Unauthorized'}</strong>.
      {kind}
      {answer.challenge !== null && <code class="challenge">www-authenticate: {answer.challenge}</code>}
    </p>
  )
}

function Fix({ explanation: { checks } }: { readonly explanation: ExplanationDocument }) {
  const failed = checks.find(({ verdict }) => verdict === 'failed')
  if (!failed) return null
  return (
    <>
      {failed.fix && <p class="fix">{failed.fix.text}</p>}
      <p class="hint">
        More: <DocsLink docs={failed.docs} />
      </p>
    </>
  )
}
