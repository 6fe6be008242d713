import { useEffect, useState } from 'preact/hooks'
import type { RequestDetails } from '../../../api-types.ts'
import { ClaimValue } from '../../parts/claim-rows.tsx'
import { StatusPill } from '../../parts/status-pill.tsx'
import { server } from '../../server.ts'
import { type ComparedRow, type ComparedSection, compareRequests, isTelling } from './rows.ts'

interface CompareViewProps {
  readonly ids: readonly [one: string, other: string]
  readonly close: () => void
}

/** Two requests side by side, what differs marked. */
export function CompareView({ ids, close }: CompareViewProps) {
  const { pair, problem } = usePair(ids)
  const [isAll, setAll] = useState(false)
  return (
    <section class="card compare" aria-labelledby="compare-title">
      <div class="section-head">
        <h3 id="compare-title">Two requests compared</h3>
        <button class="button small" type="button" onClick={close}>
          Close
        </button>
      </div>
      {problem && (
        <p class="notice" role="alert">
          {problem}
        </p>
      )}
      {pair && (
        <>
          <label class="same">
            <input
              type="checkbox"
              checked={isAll}
              onChange={({ currentTarget }) => setAll(currentTarget.checked)}
            />
            Show what is the same, too
          </label>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1). */}
          <section class="compared" aria-label="Comparison" tabIndex={0}>
            <Compared pair={pair} isAll={isAll} />
          </section>
        </>
      )}
    </section>
  )
}

type Pair = readonly [one: RequestDetails, other: RequestDetails]

function usePair([one, other]: CompareViewProps['ids']) {
  const [pair, setPair] = useState<Pair>()
  const [problem, setProblem] = useState('')
  useEffect(() => {
    setPair(undefined)
    setProblem('')
    Promise.all([server.request(one), server.request(other)]).then(setPair, (error: Error) =>
      setProblem(error.message),
    )
  }, [one, other])
  return { pair, problem }
}

function Compared({ pair, isAll }: { readonly pair: Pair; readonly isAll: boolean }) {
  const sections = compareRequests(...pair).map(({ title, rows }) => ({
    title,
    rows: isAll ? rows : rows.filter(isTelling),
  }))
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">
            <span class="visually-hidden">What</span>
          </th>
          {pair.map((request, index) => (
            <th key={index} scope="col">
              <RequestHead request={request} />
            </th>
          ))}
        </tr>
      </thead>
      {sections.map((section) => (
        <SectionRows key={section.title} {...section} />
      ))}
    </table>
  )
}

function RequestHead({ request }: { readonly request: RequestDetails }) {
  return (
    <>
      <StatusPill of={request} />{' '}
      <code>
        {request.method} {request.path}
      </code>{' '}
      <time class="hint" dateTime={new Date(request.atMs).toISOString()}>
        {new Date(request.atMs).toLocaleTimeString()}
      </time>
    </>
  )
}

function SectionRows({ title, rows }: ComparedSection) {
  return (
    <tbody>
      <tr class="section">
        <th scope="rowgroup" colSpan={3}>
          {title}
          {rows.length === 0 && <span class="hint"> the same</span>}
        </th>
      </tr>
      {rows.map((row) => (
        <Row key={row.name} row={row} />
      ))}
    </tbody>
  )
}

const badges = { only: 'only one', differs: 'differs' } as const

function Row({ row: { name, values, mark } }: { readonly row: ComparedRow }) {
  return (
    <tr data-name={name} class={mark}>
      <th scope="row">
        <code>{name}</code>
        {mark && <span class={`badge ${mark}`}>{badges[mark]}</span>}
      </th>
      {values.map((value, index) => (
        <td key={index}>
          {value === undefined ? <span class="hint">none</span> : <ClaimValue name={name} value={value} />}
        </td>
      ))}
    </tr>
  )
}
