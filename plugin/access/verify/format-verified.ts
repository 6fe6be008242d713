import { callers } from '../access-row.ts'
import { alignColumns, callerTitles } from '../format-access.ts'
import { type FindingKind, findingsOf, findingTitles } from './findings.ts'
import type { VerifiedCall, VerifiedRoute } from './verified-route.ts'

/** The statuses that came, as a table; below it what differs, and what could not be proven. */
export function formatVerified(routes: readonly VerifiedRoute[]): string {
  const lines = [
    ['route', ...callers.map((caller) => callerTitles[caller])],
    ...routes.map(({ routeKey, cells }) => [
      routeKey,
      ...callers.map((caller) => cells[caller].calls.map(formatCall).join(' ')),
    ]),
  ]
  return [alignColumns(lines), ...notes(routes, 'differs'), ...notes(routes, 'unproven')].join('')
}

/** `403` as expected, `!200` otherwise, `?200` where it proves nothing, `-` where nothing was sent. */
function formatCall({ status, verdict }: VerifiedCall): string {
  if (status === null) return '-'
  return `${{ holds: '', differs: '!', unproven: '?' }[verdict]}${status}`
}

const signs: Readonly<Record<FindingKind, string>> = { differs: '!', unproven: '?, -' }

function notes(routes: readonly VerifiedRoute[], kind: FindingKind): string[] {
  const lines = findingsOf(routes, kind).map(
    ({ routeKey, token, why }) => `  ${routeKey}, ${token}: ${why}\n`,
  )
  return lines.length > 0 ? [`\n${findingTitles[kind]} (${signs[kind]}):\n`, ...lines] : []
}
