import { callers } from '../access-row.ts'
import { alignColumns, callerTitles } from '../format-access.ts'
import type { Verdict, VerifiedCall, VerifiedRoute } from './verified-route.ts'

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

const headings: Readonly<Record<Exclude<Verdict, 'holds'>, string>> = {
  differs: 'Not as the table says (!):',
  unproven: 'Not proven (?, -):',
}

function notes(routes: readonly VerifiedRoute[], verdict: 'differs' | 'unproven'): string[] {
  const found = routes.flatMap(({ routeKey, cells }) =>
    callers.flatMap((caller) =>
      cells[caller].calls
        .filter((each) => each.verdict === verdict)
        .map(
          ({ label, why }) =>
            `  ${routeKey}, ${[callerTitles[caller], label].filter(Boolean).join(' ')}: ${why}\n`,
        ),
    ),
  )
  return found.length > 0 ? [`\n${headings[verdict]}\n`, ...found] : []
}
