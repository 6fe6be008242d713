import { styleText } from 'node:util'
import type { TokenCheck } from '../../authorizer/refusal.ts'
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
  return `${styleText(['bold', 'red'], `Refused at: ${titles[check]}`)}${kind}\n${status} ${phrase}, www-authenticate: ${answer.challenge}`
}

/** The checks have the names that the log and the console use; where those are short, the long word stands behind. */
const titles: Readonly<Record<TokenCheck, string>> = {
  'identity source': 'identity source',
  decode: 'decode',
  alg: 'alg (algorithm)',
  header: 'header',
  kid: 'kid (key id)',
  key: 'key',
  signature: 'signature',
  iss: 'iss (issuer)',
  aud: 'aud (audience)',
  exp: 'exp (expiry)',
  nbf: 'nbf (not before)',
  iat: 'iat (issued at)',
  scope: 'scope',
}

const titleWidth = Math.max(...Object.values(titles).map(({ length }) => length))

function formatCheck({ check, verdict, found, wanted }: ExplainedCheck<TokenCheck>): string[] {
  const title = titles[check].padEnd(titleWidth)
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
