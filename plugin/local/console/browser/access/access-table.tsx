import { type AccessRow, type Cell, callers } from '../../../../access/access-row.ts'
import { callerTitles, formatCell } from '../../../../access/format-access.ts'
import type { Verdict, VerifiedCall, VerifiedRoute } from '../../../../access/verify/verified-route.ts'

interface AccessTableProps {
  readonly rows: readonly AccessRow[]
  readonly verified: ReadonlyMap<string, VerifiedRoute>
}

export function AccessTable({ rows, verified }: AccessTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
    <section class="access-scroll" aria-label="Access table" tabIndex={0}>
      <table class="access-table">
        <thead>
          <tr>
            <th scope="col">route</th>
            {callers.map((caller) => (
              <th key={caller} scope="col">
                {callerTitles[caller]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.routeKey}>
              <th scope="row">
                <a href={`#/api?route=${encodeURIComponent(row.routeKey)}`}>
                  <code>{row.routeKey}</code>
                </a>
              </th>
              {callers.map((caller) => {
                const found = verified.get(row.routeKey)?.cells[caller]
                return (
                  <td key={caller} class={found?.verdict}>
                    <CellText cell={row[caller]} />
                    {found && <Calls calls={found.calls} />}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function CellText({ cell }: { readonly cell: Cell }) {
  return <span class={cell.kind}>{formatCell(cell)}</span>
}

const marks: Readonly<Record<Verdict, readonly [sign: string, words: string]>> = {
  holds: ['✓', 'as expected'],
  differs: ['✗', 'not as expected'],
  unproven: ['?', 'not proven'],
}

/** What came, one line for each call. */
function Calls({ calls }: { readonly calls: readonly VerifiedCall[] }) {
  return (
    <ul class="calls">
      {calls.map(({ label, status, verdict, why }, index) => {
        const [sign, words] = marks[verdict]
        return (
          <li key={`${index}-${label}`} class={verdict} title={why ?? words}>
            <span aria-hidden="true">{sign}</span> {status ?? 'not sent'}
            <span class="unseen">, {words}</span>
            {label && <span class="hint"> {label}</span>}
          </li>
        )
      })}
    </ul>
  )
}
