import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PartResult } from '../measure/measurement.ts'
import type { PartName } from '../parts/parts.ts'
import { describeMachine, type Machine } from './machine.ts'

/** One part's last run, with everything that its figures depend on. */
export interface KeptResult extends PartResult {
  /** ISO 8601, UTC. */
  readonly takenAt: string
  readonly machine: Machine
}

/** The content of `bench/results.json`: the last run of each part. */
export type Results = Readonly<Partial<Record<PartName, KeptResult>>>

/** Writes a part's result into `bench/results.json`. @returns all results in it. */
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

/** No figure here is more precise than five digits. */
function shorten(_name: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toPrecision(5)) : value
}
