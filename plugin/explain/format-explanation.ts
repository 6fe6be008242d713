import { styleText } from 'node:util'
import { type TokenCheck, tokenChecks } from '../../authorizer/refusal.ts'
import { checkTitle } from './check-titles.ts'
import type { ExplainedCheck, Explanation } from './explanation.ts'

/**
 * An explanation for the terminal of the token's owner: one line per check, and at the end how to fix it. Color
 * only if stdout is a terminal.
 */
export function formatExplanation(explanation: Explanation<TokenCheck>): string {
  const { checks } = explanation
  return [headline(explanation), '', ...checks.flatMap(formatCheck), ...formatFixes(checks)].join('\n')
}

function headline({ answer, tokenUse }: Explanation<TokenCheck>): string {
  const kind = tokenUse ? ` (${tokenUse === 'id' ? 'an id token' : 'an access token'})` : ''
  if (!answer) return styleText(['bold', 'green'], `Accepted${kind}`)
  const { status, check } = answer
  const phrase = status === 403 ? 'Forbidden' : 'Unauthorized'
  return `${styleText(['bold', 'red'], `Refused at: ${checkTitle(check)}`)}${kind}\n${status} ${phrase}, www-authenticate: ${answer.challenge}`
}

const titleWidth = Math.max(...tokenChecks.map((check) => checkTitle(check).length))

function formatCheck({ check, verdict, found, wanted }: ExplainedCheck<TokenCheck>): string[] {
  const title = checkTitle(check).padEnd(titleWidth)
  const more = (label: string, text: string) => `    ${' '.repeat(titleWidth)}  ${label} ${text}`
  switch (verdict) {
    case 'passed':
      return [`  ${styleText('green', '✓')} ${title}  ${found.full}`]
    case 'failed':
      return [
        `  ${styleText('red', '✗')} ${styleText('bold', title)}  found  ${found.full}`,
        more('expected', wanted),
      ]
    case 'not reached':
      return [`  ${styleText('dim', `- ${title}  not reached`)}`]
    case 'not reached, would pass':
      return [`  ${styleText('dim', `- ${title}  not reached, would pass: ${found.full}`)}`]
    case 'not reached, would fail':
      return [
        `  ${styleText('yellow', '-')} ${title}  not reached, would fail: ${found.full}`,
        more('expected', wanted),
      ]
  }
}

/** Each once: the same mistake often shows at several checks. */
function formatFixes(checks: readonly ExplainedCheck<TokenCheck>[]): string[] {
  const fixes = new Map(checks.flatMap(({ fix, docs }) => (fix ? [[docs, fix.text] as const] : [])))
  return [...fixes].flatMap(([docs, text]) => ['', wrap(`Fix: ${text}`), styleText('dim', `More: ${docs}`)])
}

const maxColumns = 100

function wrap(text: string): string {
  return text.replaceAll(new RegExp(`(.{1,${maxColumns}})(?: |$)`, 'g'), '$1\n').trimEnd()
}
