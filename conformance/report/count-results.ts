import type { CaseResult } from '../run-case.ts'

/** What became of the cases of one topic, or of all. */
export interface Counts {
  /** Documented or observed, and answered as AWS does. */
  readonly passed: number
  /** Documented or observed, and answered otherwise. */
  readonly missed: number
  /** Inferred, and answered as inferred. */
  readonly alike: number
  /** Inferred, and answered otherwise: nobody knows who is right. */
  readonly otherwise: number
  readonly notRun: number
}

export function countResults(results: readonly CaseResult[]): Counts {
  const count = (isCounted: (result: CaseResult) => boolean) => results.filter(isCounted).length
  return {
    passed: count((result) => result.outcome === 'passed' && !isInferred(result)),
    missed: count(isMiss),
    alike: count((result) => result.outcome === 'passed' && isInferred(result)),
    otherwise: count((result) => result.outcome === 'missed' && isInferred(result)),
    notRun: count(({ outcome }) => outcome === 'not run'),
  }
}

/** A fact about AWS that the target does otherwise. */
export function isMiss(result: CaseResult): result is Extract<CaseResult, { outcome: 'missed' }> {
  return result.outcome === 'missed' && !isInferred(result)
}

export function isInferred(result: CaseResult): boolean {
  return result.case.confidence === 'I'
}

/** Topics in the order in which they first come. */
export function groupByTopic(results: readonly CaseResult[]): ReadonlyMap<string, readonly CaseResult[]> {
  return Map.groupBy(results, (result) => result.case.topic)
}
