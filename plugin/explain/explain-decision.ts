import type { Acceptance } from '../../authorizer/authorize.ts'
import type { ClaimContext } from '../../authorizer/authorizer.ts'
import type { Refusal, TokenCheck } from '../../authorizer/refusal.ts'
import { challenge, tokenChecks } from '../../authorizer/refusal.ts'
import { describeFound } from './describe-found.ts'
import { describeWanted } from './describe-wanted.ts'
import type { ExplainedCheck, Explanation, RefusalAnswer, Verdict } from './explanation.ts'
import { findCaution, findFix } from './find-fix.ts'
import type { InspectedToken } from './inspected-token.ts'
import { inspectToken } from './inspected-token.ts'
import { predictCheck } from './predict-check.ts'
import { readTokenUse } from './token-use.ts'

export interface Decided {
  /** The token as it was found in the request, or why there is none. */
  readonly presented: string | Refusal
  readonly decision: Acceptance | Refusal
  readonly context: ClaimContext
}

/**
 * Explains what the gateway has decided on a token. The decision is given and not made again, so the two cannot
 * disagree: the checks before the one that refused have passed, those after it were not reached.
 */
export function explainDecision({ presented, decision, context }: Decided): Explanation<TokenCheck> {
  const token = inspectToken(presented, context)
  const refusal = decision.kind === 'refused' ? decision : undefined
  return {
    outcome: decision.kind,
    answer: refusal && answerOf(refusal, context),
    checks: tokenChecks.map((check) => explainCheck(check, token, refusal)),
    tokenUse: readTokenUse(token),
  }
}

/** The sections of docs/guide/refusals.md that tell of a check as such. */
const sections: Readonly<Record<TokenCheck, string>> = {
  'identity source': 'token-found',
  decode: 'decoding',
  alg: 'algorithm',
  header: 'header',
  kid: 'key-id',
  key: 'key',
  signature: 'signature',
  iss: 'issuer',
  aud: 'audience',
  exp: 'expiry',
  nbf: 'not-before',
  iat: 'issued-at',
  scope: 'scope',
}

function answerOf(refusal: Refusal, { routeScopes }: ClaimContext): RefusalAnswer<TokenCheck> {
  return { status: refusal.status, check: refusal.check, challenge: challenge(refusal, routeScopes) }
}

function explainCheck(
  check: TokenCheck,
  token: InspectedToken,
  decided: Refusal | undefined,
): ExplainedCheck<TokenCheck> {
  const predicted = decided && isAfter(check, decided.check) ? predictCheck(check, token) : undefined
  const refusal = check === decided?.check ? decided : refusalOf(predicted)
  const fix = refusal ? findFix(refusal, token) : findCaution(check, token)
  return {
    check,
    verdict: judge(check, decided, predicted),
    found: describeFound(check, token, refusal),
    wanted: describeWanted(check, token),
    fix,
    docs: `docs/guide/refusals.md#${fix?.id ?? sections[check]}`,
  }
}

function judge(
  check: TokenCheck,
  decided: Refusal | undefined,
  predicted: ReturnType<typeof predictCheck>,
): Verdict {
  if (check === decided?.check) return 'failed'
  if (!decided || !isAfter(check, decided.check)) return 'passed'
  if (predicted === 'unknown') return 'not reached'
  return predicted ? 'not reached, would fail' : 'not reached, would pass'
}

function refusalOf(predicted: ReturnType<typeof predictCheck>): Refusal | undefined {
  return predicted === 'unknown' ? undefined : predicted
}

function isAfter(check: TokenCheck, other: TokenCheck): boolean {
  return tokenChecks.indexOf(check) > tokenChecks.indexOf(other)
}
