import type { Case } from './case-shape.ts'
import { type CaseResult, runCase, type Surroundings } from './run-case.ts'

export interface RunCasesOptions {
  /** How many are under way at a time. */
  readonly concurrency: number
  readonly onResult?: ((result: CaseResult) => void) | undefined
}

/** Tries every case, several at a time; once `signal` is aborted, no more are taken up. @returns the results in the order of the cases. */
export async function runCases(
  cases: readonly Case[],
  surroundings: Surroundings,
  { concurrency, onResult }: RunCasesOptions,
): Promise<CaseResult[]> {
  const results = new Map<Case, CaseResult>()
  // Cases that wait for something go first, so that the others run meanwhile.
  const waiting = cases.toSorted((one, other) => waitOf(other) - waitOf(one))
  async function work(): Promise<void> {
    for (let each = waiting.shift(); each && !surroundings.signal.aborted; each = waiting.shift()) {
      const result = await runCase(each, surroundings)
      results.set(each, result)
      onResult?.(result)
    }
  }
  await Promise.all(Array.from({ length: concurrency }, work))
  return cases.flatMap((each) => results.get(each) ?? [])
}

function waitOf({ takesSeconds = 0, before = [] }: Case): number {
  return takesSeconds * 1_000 + before.reduce((sum, step) => sum + ('waitMs' in step ? step.waitMs : 0), 0)
}
