import { callers } from '../access-row.ts'
import { callerTitles } from '../format-access.ts'
import type { Verdict, VerifiedRoute } from './verified-route.ts'

/** What a call did not show. */
export type FindingKind = Exclude<Verdict, 'holds'>

export const findingTitles: Readonly<Record<FindingKind, string>> = {
  differs: 'Not as the table says',
  unproven: 'Not proven',
}

/** A call that did not show what its cell says. */
export interface Finding {
  readonly routeKey: string
  /** `access token without scope a` */
  readonly token: string
  readonly why: string
}

/** The findings of a kind, in the order of the calls. */
export function findingsOf(routes: readonly VerifiedRoute[], kind: FindingKind): Finding[] {
  return routes.flatMap(({ routeKey, cells }) =>
    callers.flatMap((caller) =>
      cells[caller].calls
        .filter(({ verdict }) => verdict === kind)
        .map(({ label, why = '' }) => ({
          ...{ routeKey, why },
          token: [callerTitles[caller], label].filter(Boolean).join(' '),
        })),
    ),
  )
}
