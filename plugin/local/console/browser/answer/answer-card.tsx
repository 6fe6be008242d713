import type { RequestDetails } from '../../api-types.ts'
import { CopyButton } from '../parts/copy-button.tsx'
import { DocsLink, Fact } from './explanation-card.tsx'
import { explanationMarkdown } from './share/markdown.ts'

interface AnswerCardProps {
  readonly request: RequestDetails
  readonly answer: NonNullable<RequestDetails['answer']>
}

/** Why an answer is an error, where no authorizer refused: what was found, what was expected, and how to fix it. */
export function AnswerCard({ request, answer }: AnswerCardProps) {
  const { title, found, expected, fix, docs, source } = answer
  return (
    <section class="refusal" aria-labelledby="answer-title">
      <div class="card-head">
        <h3 id="answer-title">{title}</h3>
        <p class="fix">{fix}</p>
        <div class="found-expected">
          <Fact name="found" text={found} />
          <Fact name="expected" text={expected} />
        </div>
        <p class="hint more-links">
          <span>
            More: <DocsLink docs={docs} />
            {source && (
              <>
                ,{' '}
                <a href={source} target="_blank" rel="noreferrer">
                  AWS
                </a>
              </>
            )}
          </span>
          <CopyMarkdown request={request} />
        </p>
      </div>
    </section>
  )
}

export function CopyMarkdown({ request }: Pick<AnswerCardProps, 'request'>) {
  return (
    <CopyButton text={explanationMarkdown(request)} label="Copy as Markdown, the explanation">
      Copy as Markdown
    </CopyButton>
  )
}
