/** What a Lambda authorizer goes through, in this order. Source: AWS http-api-lambda-authorizer. */
export const requestChecks = ['identity sources', 'call', 'answer', 'decision'] as const

export type RequestCheck = (typeof requestChecks)[number]

/** What went wrong; each is a section of docs/guide/refusals.md. */
export type RequestMistake =
  | 'missing-identity-source'
  | 'authorizer-failed'
  | 'authorizer-late'
  | 'authorizer-throttled'
  | 'unusable-answer'
  | 'not-authorized'
  | 'policy-denies'
  | 'policy-condition'
