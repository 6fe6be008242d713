import type { Paint } from '../../plugin/system/terminal.ts'
import type { PartResult, Target } from '../measure/measurement.ts'
import { alignTable, measurementTable, targetTable } from './table.ts'

/** One part's figures, for a terminal. */
export function printPart(name: string, { measurements }: PartResult, paint: Paint): string {
  const blocks = measurements.map((measurement) => {
    const [head = '', ...rows] = alignTable(measurementTable(measurement))
    return [paint.strong(`${name}: ${measurement.title}`), paint.quiet(head), ...rows, ''].join('\n')
  })
  return `\n${blocks.join('\n')}`
}

/** The targets and whether they are met, for a terminal. */
export function printTargets(targets: readonly Target[], paint: Paint): string {
  const [head = '', ...rows] = alignTable(targetTable(targets))
  const lines = rows.map((row, index) => (targets[index]?.met ? paint.good(row) : paint.bad(row)))
  return `\n${[paint.strong('Targets'), paint.quiet(head), ...lines].join('\n')}\n`
}
