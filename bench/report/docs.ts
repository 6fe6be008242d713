import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BenchError } from '../measure/run-context.ts'
import { partNames } from '../parts/parts.ts'
import type { KeptResult, Results } from './results.ts'
import { markdownTable, measurementTable, targetTable } from './table.ts'

/** Writes the figures into docs/reference/performance.md, between its marks; the text around them stays. */
export async function writeDocs(projectDir: string, results: Results): Promise<void> {
  const file = join(projectDir, 'docs', 'reference', 'performance.md')
  await writeFile(file, fillIn(await readFile(file, 'utf8'), sectionsOf(results)))
}

/**
 * Replaces what is between `<!-- bench:NAME -->` and `<!-- /bench:NAME -->` with the section of that name.
 *
 * @throws {BenchError} if a section has no marks.
 */
export function fillIn(text: string, sections: Readonly<Record<string, string>>): string {
  return Object.entries(sections).reduce((filled, [name, section]) => {
    const [start, end] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`]
    const [before, after] = [filled.indexOf(start), filled.indexOf(end)]
    if (before === -1 || after < before)
      throw new BenchError(`docs/reference/performance.md has no ${start} ... ${end} for what was measured.`)
    return `${filled.slice(0, before + start.length)}\n\n${section}\n\n${filled.slice(after)}`
  }, text)
}

function sectionsOf(results: Results): Record<string, string> {
  const kept = partNames.flatMap((name) => (results[name] ? [[name, results[name]] as const] : []))
  const targets = kept.flatMap(([, { targets: own }]) => own)
  return {
    targets: markdownTable(targetTable(targets)),
    ...Object.fromEntries(kept.map(([name, result]) => [name, figures(result)])),
    machine: [...kept.map(([name, result]) => `- ${name}: ${describeRun(result)}`), describePeers(kept)].join(
      '\n',
    ),
  }
}

function figures({ measurements }: KeptResult): string {
  return measurements
    .map((measurement) => `**${measurement.title}**\n\n${markdownTable(measurementTable(measurement))}`)
    .join('\n\n')
}

function describeRun({ takenAt, machine, measurements }: KeptResult): string {
  const rounds = measurements.map(({ samples }) => Object.values(samples)[0]?.length ?? 0)
  const { cpu, cores, memoryGb, node } = machine
  return `${takenAt.slice(0, 10)}, ${Math.max(...rounds)} rounds, ${cpu}, ${cores} cores, ${memoryGb} GB, Node ${node}`
}

/** The versions of the newest run. */
function describePeers(kept: readonly (readonly [string, KeptResult])[]): string {
  const [newest] = kept
    .map(([, result]) => result)
    .sort((one, other) => other.takenAt.localeCompare(one.takenAt))
  const named = Object.entries(newest?.machine.versions ?? {}).map(([name, version]) => `${name} ${version}`)
  return `- versions: ${named.join(', ')}`
}
