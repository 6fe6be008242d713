import { claimcheck } from '../contenders/names.ts'
import { type Measurement, ratioOf, samplesOf, type Target } from '../measure/measurement.ts'
import { summarize } from '../measure/statistics.ts'

/** Cells as text; the first row is the head. */
export type Table = readonly (readonly string[])[]

/** One row per contender, with the ratios measured round by round. */
export function measurementTable(measurement: Measurement): Table {
  const { unit, floor, samples } = measurement
  const bases = claimcheck in samples ? [floor, claimcheck] : [floor]
  const heads = bases.map((base) =>
    base === floor ? `relative to ${floor}` : `${claimcheck}, relative to it`,
  )
  const rows = Object.keys(samples).map((name) => {
    const { median, min, max } = summarize(samplesOf(measurement, name))
    return [name, ...[median, min, max].map(figure), ...bases.map((base) => ratio(measurement, name, base))]
  })
  return [['', `median, ${unit}`, 'min', 'max', ...heads], ...rows]
}

export function targetTable(targets: readonly Target[]): Table {
  const rows = targets.map(({ text, expected, measured, met }) => [
    text,
    expected,
    measured,
    met ? 'yes' : 'NO',
  ])
  return [['target', 'expected', 'measured', 'met'], ...rows]
}

/** In columns of equal width: the first to the left, the others to the right. */
export function alignTable(table: Table): string[] {
  const widths = (table[0] ?? []).map((_, column) =>
    Math.max(...table.map((row) => row[column]?.length ?? 0)),
  )
  return table.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('   '),
  )
}

export function markdownTable([head = [], ...rows]: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const rule = head.map((_, column) => (column === 0 ? '---' : '---:'))
  return [head, rule, ...rows].map(line).join('\n')
}

/** A contender's ratio to the floor, or claimcheck's to the contender; empty for itself. */
function ratio(measurement: Measurement, contender: string, base: string): string {
  if (contender === base) return ''
  const [of, to] = base === claimcheck ? [claimcheck, contender] : [contender, base]
  return `${figure(ratioOf(measurement, of, to))} x`
}

/** Three significant digits: a figure's noise is larger than the fourth. */
function figure(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : Number(value.toPrecision(3)).toString()
}
