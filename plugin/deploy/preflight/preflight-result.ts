/** One check before a deploy. */
export type PreflightResult = Finding | Passed | Skipped

/** What would go wrong on AWS. An error stops the deploy; a warning is only printed. */
export interface Finding {
  readonly kind: 'error' | 'warning'
  /** Stable; docs/guide/deploying.md lists them. */
  readonly code: string
  /** What was found. */
  readonly what: string
  /** What AWS would do. */
  readonly why: string
  readonly fix: string
}

export interface Passed {
  readonly kind: 'passed'
  readonly what: string
}

/** What could not be checked from here. */
export interface Skipped {
  readonly kind: 'skipped'
  readonly what: string
  readonly why: string
}

export function isFinding(result: PreflightResult): result is Finding {
  return result.kind === 'error' || result.kind === 'warning'
}
