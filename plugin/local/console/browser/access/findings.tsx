import type { AccessRow } from '../../../../access/access-row.ts'
import { type Finding, findingsOf, findingTitles } from '../../../../access/verify/findings.ts'
import type { VerifiedRoute } from '../../../../access/verify/verified-route.ts'

interface FindingsProps {
  readonly rows: readonly AccessRow[]
  readonly verified: ReadonlyMap<string, VerifiedRoute>
}

/** What is not as the table says, and what could not be proven, each with its reason. */
export function Findings({ rows, verified }: FindingsProps) {
  const routes = rows.flatMap(({ routeKey }) => verified.get(routeKey) ?? [])
  if (routes.length === 0) return null
  const differs = byReason(findingsOf(routes, 'differs'))
  const unproven = byReason(findingsOf(routes, 'unproven'))
  return (
    <section class="stack findings" aria-labelledby="findings-title">
      <h2 id="findings-title">Result</h2>
      {differs.length === 0 && <p>No call was answered in another way than the table says.</p>}
      <Reasons title={findingTitles.differs} found={differs} isBad />
      <Reasons title={findingTitles.unproven} found={unproven} isBad={false} />
    </section>
  )
}

interface ReasonsProps {
  readonly title: string
  /** Where, by reason. */
  readonly found: readonly (readonly [why: string, places: readonly string[]])[]
  readonly isBad: boolean
}

function Reasons({ title, found, isBad }: ReasonsProps) {
  if (found.length === 0) return null
  return (
    <div class={isBad ? 'reasons bad' : 'reasons'}>
      <h3>{title}</h3>
      <ul>
        {found.map(([why, places]) => (
          <li key={why}>
            {why}
            <span class="hint"> {places.join('; ')}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function byReason(findings: readonly Finding[]): ReasonsProps['found'] {
  return [...Map.groupBy(findings, ({ why }) => why)].map(([why, each]) => [
    why,
    [...Map.groupBy(each, ({ routeKey }) => routeKey)].map(
      ([routeKey, own]) => `${routeKey} (${own.map(({ token }) => token).join(', ')})`,
    ),
  ])
}
