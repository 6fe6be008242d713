import type { Finding, Stopped } from '../../authorizer/finding.ts'
import { type SignatureMistake, signatureChecks } from '../../authorizer/iam/signature-checks.ts'
import { type LogSafeText, logSafe } from '../../authorizer/log-safe.ts'
import { type RequestMistake, requestChecks } from '../../authorizer/request/request-checks.ts'
import type { Check, ExplainedCheck, Explanation } from './explanation.ts'

type Fixes<Mistake extends string> = Readonly<Record<Mistake, LogSafeText>>

/** What to do about each mistake with a Lambda authorizer; each has a section of its name in docs/guide/refusals.md. */
export const requestFixes: Fixes<RequestMistake> = {
  'missing-identity-source': logSafe`Send a value in each identity source: where one is missing or empty, AWS answers 401 and does not call the function.`,
  'authorizer-failed': logSafe`Its error is in the log above. To refuse a caller, return isAuthorized: false or a policy that denies; an error is always a 500, also Error("Unauthorized"), which is a 401 in REST APIs only.`,
  'authorizer-late': logSafe`Make the function answer sooner: API Gateway waits 10 s for it, and Lambda no longer than its timeout.`,
  'authorizer-throttled': logSafe`Every instance of the function was busy for too long. Make it faster, or let its answers be cached with resultTtlInSeconds.`,
  'unusable-answer': logSafe`Return exactly this format, or change enableSimpleResponses of the authorizer.`,
  'not-authorized': logSafe`Your function decided so; its own log may say why.`,
  'policy-denies': logSafe`Compare the Resource of each statement with this ARN: * stands for any characters, and case counts. A cached policy is used for all routes of the authorizer, so it must name each that the caller may use.`,
  'policy-condition': logSafe`Conditions are not evaluated here: an Allow with one allows nothing. Decide in the function instead, and return the statement without it.`,
}

/** The same for signed requests (`aws_iam`). */
export const signatureFixes: Fixes<SignatureMistake> = {
  'not-signed': logSafe`Sign the request: curl --aws-sigv4 "aws:amz:REGION:execute-api" --user "$(cat .claimcheck/aws-key)" URL.`,
  'presigned-url': logSafe`Put the signature into the authorization header. Whether AWS accepts presigned URLs here is not known.`,
  'headers-not-signed': logSafe`Sign host and x-amz-date, and no header that is removed before the request is sent.`,
  'other-access-key': logSafe`Use the key of this run: functions have it in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and you in .claimcheck/aws-key. Unset AWS_SESSION_TOKEN.`,
  'other-credential-scope': logSafe`Sign for this region and for the service execute-api.`,
  'signed-at-another-time': logSafe`Sign each request when it is sent, and set this machine's clock.`,
  'other-payload': logSafe`Sign the body that is sent; UNSIGNED-PAYLOAD is for Amazon S3.`,
  'other-signature': logSafe`The secret is another one, or the request was changed after it was signed: look for a proxy or client that changes the Host, path, query or body.`,
}

/** Explains what a Lambda authorizer decided. */
export function explainAuthorizer(decision: Decided<(typeof requestChecks)[number], RequestMistake>) {
  return explain(decision, requestChecks, requestFixes, 'lambda-authorizer')
}

/** Explains what the check of a signature found. */
export function explainSignature(decision: Decided<(typeof signatureChecks)[number], SignatureMistake>) {
  return explain(decision, signatureChecks, signatureFixes, 'signed-request')
}

type Decided<Own extends Check, Mistake extends string> =
  | { readonly kind: 'admitted' | 'verified'; readonly passed: readonly Finding<Own>[] }
  | Stopped<Own, Mistake>

/** @param section of docs/guide/refusals.md that tells of the checks as such. */
function explain<Own extends Check, Mistake extends string>(
  decision: Decided<Own, Mistake>,
  checks: readonly Own[],
  fixes: Fixes<Mistake>,
  section: string,
): Explanation<Own> {
  const docs = (id: string) => `docs/guide/refusals.md#${id}`
  const passed = decision.passed.map((finding) => ({
    ...described(finding),
    verdict: 'passed' as const,
    fix: undefined,
    docs: docs(section),
  }))
  if (decision.kind !== 'stopped')
    return { outcome: 'accepted', answer: undefined, checks: passed, tokenUse: undefined }
  const { failed, status } = decision
  const { mistake } = failed
  const fix = { id: mistake, text: fixes[mistake] }
  const rest = checks.slice(checks.indexOf(failed.check) + 1).map(
    (check): ExplainedCheck<Own> => ({
      ...described({ check, found: logSafe`not known`, wanted: logSafe`not known` }),
      verdict: 'not reached',
      fix: undefined,
      docs: docs(section),
    }),
  )
  return {
    outcome: 'refused',
    answer: { status, check: failed.check, challenge: null },
    checks: [...passed, { ...described(failed), verdict: 'failed', fix, docs: docs(mistake) }, ...rest],
    tokenUse: undefined,
  }
}

function described<Own extends Check>({ check, found, wanted }: Finding<Own>) {
  return { check, wanted, found: { full: found, logSafe: found } }
}
