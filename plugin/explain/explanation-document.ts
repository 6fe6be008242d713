import type { Explanation, Fix } from './explanation.ts'

/** An explanation as JSON. The token's own values are in it: it is for the token's owner. */
export interface ExplanationDocument extends Pick<Explanation, 'outcome'> {
  readonly answer: Explanation['answer'] | null
  readonly tokenUse: Explanation['tokenUse'] | null
  readonly checks: readonly CheckDocument[]
}

type CheckDocument = Pick<Explanation['checks'][number], 'check' | 'verdict' | 'docs'> & {
  readonly found: string
  readonly wanted: string
  readonly fix: Fix | null
}

/** Members that do not apply are null, so that each is always there. */
export function toExplanationDocument(explanation: Explanation): ExplanationDocument {
  const { outcome, answer = null, tokenUse = null, checks } = explanation
  return {
    outcome,
    answer,
    tokenUse,
    checks: checks.map(({ check, verdict, found, wanted, fix = null, docs }) => ({
      check,
      verdict,
      found: found.full,
      wanted,
      fix,
      docs,
    })),
  }
}
