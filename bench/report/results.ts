import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PartResult } from '../measure/measurement.ts'
import type { PartName } from '../parts/parts.ts'
import { describeMachine, type Machine } from './machine.ts'

/** One part's last run, with all that its figures depend on. */
export interface KeptResult extends PartResult {
  /** ISO 8601, UTC. */
  readonly takenAt: string
  readonly machine: Machine
}

/** What `bench/results.json` holds: of each part the last run. */
export type Results = Readonly<Partial<Record<PartName, KeptResult>>>

/** Puts what a part found into `bench/results.json`. @returns all that it then holds. */
export async function keepResult(
  projectDir: string,
  name: PartName,
  result: PartResult,
  takenAt: Date,
): Promise<Results> {
  const file = join(projectDir, 'bench', 'results.json')
  const machine = await describeMachine(projectDir)
  const kept: KeptResult = { takenAt: takenAt.toISOString(), machine, ...result }
  const results: Results = { ...(await readResults(file)), [name]: kept }
  await writeFile(file, `${JSON.stringify(results, shorten, 2)}\n`)
  return results
}

async function readResults(file: string): Promise<Results> {
  const text = await readFile(file, 'utf8').catch(() => '{}')
  return JSON.parse(text)
}

/** Five digits are more than any figure here means. */
function shorten(_name: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toPrecision(5)) : value
}
