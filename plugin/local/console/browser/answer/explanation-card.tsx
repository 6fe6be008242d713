import type { ComponentChild } from 'preact'
import { checkTitle } from '../../../../explain/check-titles.ts'
import type { ExplanationDocument } from '../../../../explain/explanation-document.ts'

type Check = ExplanationDocument['checks'][number]

interface ExplanationCardProps {
  readonly explanation: ExplanationDocument
  /** Beside the link to more. */
  readonly action?: ComponentChild
}

/**
 * Why the authorizer refused: each check in AWS's order, what was found, what was expected, and how to fix it. Of a Lambda authorizer or a
 * signature that let the request pass: what was found.
 */
export function ExplanationCard({ explanation, action }: ExplanationCardProps) {
  const { checks, answer } = explanation
  const failed = checks.find(({ verdict }) => verdict === 'failed')
  if (!failed || !answer) return <Passed explanation={explanation} />
  return (
    <section class="refusal" aria-labelledby="refusal-title">
      <div class="card-head">
        <h3 id="refusal-title">
          Refused at <code>{checkTitle(failed.check)}</code>
        </h3>
        {failed.fix && <p class="fix">{failed.fix.text}</p>}
        <p class="hint more-links">
          <span>
            More: <DocsLink docs={failed.docs} />
          </span>
          {action}
        </p>
      </div>
      <ol class="checks verdicts">
        {checks.map((check) => (
          <CheckRow key={check.check} check={check} />
        ))}
      </ol>
    </section>
  )
}

function Passed({ explanation: { checks } }: ExplanationCardProps) {
  return (
    <details class="schema">
      <summary>The authorizer let it pass</summary>
      <ol class="checks verdicts">
        {checks.map((check) => (
          <CheckRow key={check.check} check={check} />
        ))}
      </ol>
    </details>
  )
}

const signs: Readonly<Record<Check['verdict'], readonly [sign: string, style: string]>> = {
  passed: ['✓', 'passed'],
  failed: ['✗', 'failed'],
  'not reached': ['–', 'unreached'],
  'not reached, would pass': ['–', 'unreached'],
  'not reached, would fail': ['✗', 'predicted'],
}

/** One check: what was found, and where it is wrong, what was expected. */
export function CheckRow({ check: { check, verdict, found, wanted, fix, docs } }: { readonly check: Check }) {
  const [sign, style] = signs[verdict]
  const isWrong = style === 'failed' || style === 'predicted'
  return (
    <li class={style} data-check={check}>
      <span class="sign" aria-hidden="true">
        {sign}
      </span>
      <div>
        <code class="check">{checkTitle(check)}</code>
        <span class="verdict">{inOneLine(verdict, found)}</span>
        {isWrong && <Fact name="found" text={found} />}
        {isWrong && <Fact name="expected" text={wanted} />}
        {style === 'predicted' && fix && (
          <p class="hint">
            {fix.text} <DocsLink docs={docs} />
          </p>
        )}
      </div>
    </li>
  )
}

/** Shows what was found in place of the verdict where that is enough. */
function inOneLine(verdict: Check['verdict'], found: string): string {
  if (verdict === 'passed') return found
  return verdict === 'not reached, would pass' ? `${verdict}: ${found}` : verdict
}

export function Fact({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <p class="fact">
      <span class="hint">{name}</span> <span>{text}</span>
    </p>
  )
}

/** `docs/guide/refusals.md#expired`, served by the console itself. */
export function DocsLink({ docs }: { readonly docs: string }) {
  return (
    <a href={`/${docs.replace('.md', '')}`} target="_blank" rel="noreferrer">
      {docs}
    </a>
  )
}
