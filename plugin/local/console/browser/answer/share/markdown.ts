import { checkTitle } from '../../../../../explain/check-titles.ts'
import type { RequestDetails } from '../../../api-types.ts'
import { hideTokens } from './shared-request.ts'

type Explained = Pick<RequestDetails, 'method' | 'path' | 'status' | 'statusText' | 'explanation' | 'answer'>
type Check = NonNullable<RequestDetails['explanation']>['checks'][number]

/** Why a request was answered so, for an issue or a chat. Tokens are left out, and so is the query. */
export function explanationMarkdown(request: Explained): string {
  const { method, path, status, statusText, explanation, answer } = request
  const lines = [`### \`${method} ${path}\`: ${status} ${statusText}`.trim(), '']
  if (explanation) lines.push(...refusalLines(explanation.checks))
  if (answer) lines.push(...answerLines(answer))
  return hideTokens(lines.join('\n'))
}

function refusalLines(checks: readonly Check[]): string[] {
  const failed = checks.find(({ verdict }) => verdict === 'failed')
  return [
    ...(failed ? [`Refused at \`${checkTitle(failed.check)}\`. ${failed.fix?.text ?? ''}`.trim(), ''] : []),
    '| check | | found | expected |',
    '|---|---|---|---|',
    ...checks.map(row),
    ...(failed ? ['', `More: ${failed.docs}`] : []),
  ]
}

function row({ check, verdict, found, wanted }: Check): string {
  const isWrong = verdict === 'failed' || verdict === 'not reached, would fail'
  const isKnown = verdict !== 'not reached'
  return `| ${checkTitle(check)} | ${verdict} | ${isKnown ? cell(found) : ''} | ${isWrong ? cell(wanted) : ''} |`
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', '<br>')
}

function answerLines({
  title,
  found,
  expected,
  fix,
  docs,
  source,
}: NonNullable<RequestDetails['answer']>): string[] {
  return [
    `${title}.`,
    '',
    `- found: ${found.replaceAll('\n', '; ')}`,
    `- expected: ${expected}`,
    `- fix: ${fix}`,
    `- more: ${docs}${source ? `, ${source}` : ''}`,
  ]
}
