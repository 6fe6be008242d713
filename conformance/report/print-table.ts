import type { Paint } from '../../plugin/system/terminal.ts'
import type { CaseResult } from '../run-case.ts'
import { type Counts, countResults, groupByTopic, isInferred, isMiss } from './count-results.ts'

/** One target's table and what it does otherwise than AWS, for a terminal. */
export function printTable(title: string, results: readonly CaseResult[], paint: Paint): string {
  const topics = [...groupByTopic(results)]
  const width = Math.max(...topics.map(([topic]) => topic.length), 'all'.length)
  return [
    paint.strong(title),
    '',
    paint.quiet(`${''.padEnd(width)}  ${columns.map(({ title: name }) => name.padStart(9)).join('')}`),
    ...topics.map(([topic, own]) => tableLine(topic, countResults(own), width, paint)),
    tableLine('all', countResults(results), width, paint),
    '',
    ...missLines(results, paint),
    ...otherwiseLines(results, paint),
    ...notRunLines(results, paint),
  ].join('\n')
}

const columns: readonly { readonly title: string; readonly key: keyof Counts }[] = [
  { title: 'as AWS', key: 'passed' },
  { title: 'missed', key: 'missed' },
  { title: '~alike', key: 'alike' },
  { title: '~other', key: 'otherwise' },
  { title: 'not run', key: 'notRun' },
]

function tableLine(topic: string, counts: Counts, width: number, paint: Paint): string {
  const cells = columns.map(({ key }) => {
    const text = String(counts[key]).padStart(9)
    if (counts[key] === 0) return paint.quiet(text)
    return key === 'missed' ? paint.bad(text) : text
  })
  return `${topic.padEnd(width)}  ${cells.join('')}`
}

function missLines(results: readonly CaseResult[], paint: Paint): string[] {
  const misses = results.filter(isMiss)
  if (misses.length === 0)
    return [paint.good('Every documented and observed case that was run is answered as AWS answers it.'), '']
  return misses.flatMap((miss) => [
    `${paint.bad('missed')} ${miss.case.id} ${paint.quiet(citation(miss))}`,
    `  ${miss.case.says}`,
    ...miss.differences.map((difference) => `  - ${difference}`),
    '',
  ])
}

function otherwiseLines(results: readonly CaseResult[], paint: Paint): string[] {
  const others = results.filter((result) => result.outcome === 'missed' && isInferred(result))
  if (others.length === 0) return []
  return [
    'Inferred only, so nobody knows who is right; read otherwise here:',
    ...others.map((other) => `  ${other.case.id} ${paint.quiet(citation(other))}`),
    '',
  ]
}

function notRunLines(results: readonly CaseResult[], paint: Paint): string[] {
  const reasons = Map.groupBy(
    results.filter((result) => result.outcome === 'not run'),
    ({ reason }) => reason,
  )
  if (reasons.size === 0) return []
  return ['Not run:', ...[...reasons].map(([reason, own]) => paint.quiet(`  ${own.length}: ${reason}`)), '']
}

function citation({ case: { cites, confidence } }: CaseResult): string {
  return `[${confidence}, ${cites.join(', ')}]`
}
