import type { SignatureCheck } from '../../authorizer/iam/signature-checks.ts'
import type { LogSafeText } from '../../authorizer/log-safe.ts'
import type { TokenCheck } from '../../authorizer/refusal.ts'
import type { RequestCheck } from '../../authorizer/request/request-checks.ts'
import type { TokenUse } from '../../providers/principal.ts'

/** A check of a JWT authorizer, of a Lambda authorizer, or of a signed request. */
export type Check = TokenCheck | RequestCheck | SignatureCheck

/** Why a request passes a route or does not: every check in AWS's order. The first one that failed decides. */
export interface Explanation<Own extends Check = Check> {
  readonly outcome: 'accepted' | 'refused'
  /** What API Gateway answers; undefined where the request goes on to the function. */
  readonly answer: RefusalAnswer<Own> | undefined
  /** One of each check, in AWS's order. */
  readonly checks: readonly ExplainedCheck<Own>[]
  /** Id or access, as far as the claims show; undefined where there is no JWT authorizer. */
  readonly tokenUse: TokenUse | undefined
}

export interface RefusalAnswer<Own extends Check = Check> {
  readonly status: 401 | 403 | 500
  /** The check that failed. */
  readonly check: Own
  /** The `www-authenticate` header; null without one: only JWT authorizers send it. */
  readonly challenge: string | null
}

export interface ExplainedCheck<Own extends Check = Check> {
  readonly check: Own
  readonly verdict: Verdict
  readonly found: Found
  /** Follows from the authorizer, the route and the clock alone. */
  readonly wanted: LogSafeText
  /** Where the check failed or would fail: what to do. Where it passed: a caution. */
  readonly fix: Fix | undefined
  /** Where the fix, or else the check, is described in full: a path in this project. */
  readonly docs: string
}

/**
 * Checks after the one that failed are not reached. What they would have said is given where it can be known, although the
 * token is not verified then.
 */
export type Verdict =
  | 'passed'
  | 'failed'
  | 'not reached'
  | 'not reached, would pass'
  | 'not reached, would fail'

/** What a check found, in two forms, so that nobody uses the wrong one by accident. */
export interface Found {
  /** With the token's own values: for the token's owner, never for a log. Of other authorizers the same as `logSafe`. */
  readonly full: string
  /** Kinds, counts and ages. */
  readonly logSafe: LogSafeText
}

/** The likely reason and what to do about it. Contains nothing from the token. */
export interface Fix {
  /** The name of its section in `docs/guide/refusals.md`. */
  readonly id: string
  readonly text: LogSafeText
}
