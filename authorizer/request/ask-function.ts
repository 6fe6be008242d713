import type { RequestAuthorizer } from '../authorizer.ts'
import type { Finding, Stopped } from '../finding.ts'
import { type LogSafeText, logSafe, vouchFor } from '../log-safe.ts'
import type { AnswerCache } from './answer-cache.ts'
import type { IdentitySource, SourceRequest } from './identity-sources.ts'
import { judgePolicy } from './policy.ts'
import { type AuthorizerAnswer, type AuthorizerContext, readAnswer } from './read-answer.ts'
import type { RequestCheck, RequestMistake } from './request-checks.ts'

export interface AskOptions {
  readonly authorizer: RequestAuthorizer
  readonly sources: readonly IdentitySource[]
  readonly request: SourceRequest
  /** Of this call, as in the event: policies name it. */
  readonly routeArn: string
  readonly cache: AnswerCache
  /** The clock that the cache is judged by, milliseconds from any start. */
  readonly elapsedMs: () => number
  /** Calls the function. @param values of the identity sources, in their order. */
  readonly call: (values: readonly string[]) => Promise<CallOutcome>
}

/** `late`: no answer within API Gateway's 10 s. */
export type CallOutcome =
  | { readonly kind: 'returned'; readonly value: unknown }
  | { readonly kind: 'failed' | 'timed-out' | 'throttled' | 'late' }

export interface Admitted {
  readonly kind: 'admitted'
  readonly context: AuthorizerContext
  readonly passed: readonly Finding<RequestCheck>[]
}

type Decision = Admitted | Stopped<RequestCheck, RequestMistake>

/** Decides on one request as a Lambda authorizer of an HTTP API does. */
export async function askFunction(options: AskOptions): Promise<Decision> {
  const { sources, request } = options
  const read = sources.map(({ expression, read }) => ({ expression, value: read(request) }))
  const missing = read.filter(({ value }) => value === undefined)
  const required = {
    check: 'identity sources',
    wanted: sources.length > 0 ? logSafe`a value in each of ${listed(sources)}` : logSafe`none required`,
  } as const
  if (missing.length > 0) {
    const found = logSafe`nothing in ${listed(missing)}`
    return stop(401, [], { ...required, found, mistake: 'missing-identity-source' })
  }
  const found = sources.length > 0 ? logSafe`a value in ${listed(sources)}` : logSafe`none required`
  const values = read.flatMap(({ value }) => value ?? [])
  return takeAnswer(options, values, [{ ...required, found }])
}

function listed(sources: readonly Pick<IdentitySource, 'expression'>[]): LogSafeText {
  return vouchFor(sources.map(({ expression }) => expression).join(', '))
}

type Passed = readonly Finding<RequestCheck>[]

async function takeAnswer(options: AskOptions, values: readonly string[], passed: Passed): Promise<Decision> {
  const { authorizer, cache, elapsedMs } = options
  const wanted = logSafe`an answer of function ${vouchFor(authorizer.functionKey)}, or one that is cached`
  const cached = cache.find(authorizer, values, elapsedMs())
  if (cached) {
    const found = logSafe`the cached answer of ${seconds(cached.ageMs)} ago (resultTtlInSeconds ${authorizer.resultTtlSeconds}), the function was not called`
    return judge(options, cached.answer, [...passed, { check: 'call', found, wanted }])
  }
  const startedMs = elapsedMs()
  const outcome = await options.call(values)
  const found = describeOutcome(outcome.kind, authorizer.functionKey, elapsedMs() - startedMs)
  const call = { check: 'call', found, wanted } as const
  if (outcome.kind !== 'returned') return stop(500, passed, { ...call, mistake: mistakes[outcome.kind] })
  const called: Passed = [...passed, call]
  const answer = readAnswer(outcome.value, authorizer.simpleResponses)
  if (answer.kind === 'unusable') {
    const unusable = { check: 'answer', wanted: formatOf(authorizer) } as const
    return stop(500, called, { ...unusable, found: answer.found, mistake: 'unusable-answer' })
  }
  cache.add(authorizer, values, answer, startedMs)
  return judge(options, answer, called)
}

const mistakes: Readonly<Record<Exclude<CallOutcome['kind'], 'returned'>, RequestMistake>> = {
  failed: 'authorizer-failed',
  'timed-out': 'authorizer-late',
  late: 'authorizer-late',
  throttled: 'authorizer-throttled',
}

function describeOutcome(kind: CallOutcome['kind'], functionKey: string, tookMs: number): LogSafeText {
  const name = logSafe`function ${vouchFor(functionKey)}`
  switch (kind) {
    case 'returned':
      return logSafe`${name} was called and answered in ${Math.round(tookMs)} ms`
    case 'failed':
      return logSafe`${name} was called and failed`
    case 'timed-out':
      return logSafe`${name} was called and timed out`
    case 'late':
      return logSafe`${name} was called and did not answer within ${Math.round(tookMs)} ms`
    case 'throttled':
      return logSafe`${name} is throttled`
  }
}

function judge({ authorizer, routeArn }: AskOptions, answer: AuthorizerAnswer, passed: Passed): Decision {
  const wanted = formatOf(authorizer)
  if (answer.kind === 'simple') {
    const { isAuthorized } = answer
    const read: Passed = [...passed, { check: 'answer', found: logSafe`a simple answer`, wanted }]
    const decision = { check: 'decision', wanted: logSafe`isAuthorized to be true` } as const
    if (!isAuthorized) {
      return stop(403, read, {
        ...decision,
        found: logSafe`isAuthorized is false`,
        mistake: 'not-authorized',
      })
    }
    return admit(answer, [...read, { ...decision, found: logSafe`isAuthorized is true` }])
  }
  const { found, isAllowed, isConditional } = judgePolicy(answer.statements, routeArn)
  const read: Passed = [...passed, { check: 'answer', found: logSafe`a policy`, wanted }]
  const decision = {
    check: 'decision',
    found,
    wanted: logSafe`a statement that allows execute-api:Invoke on ${printableArn(routeArn)}, and none that denies it`,
  } as const
  if (isAllowed) return admit(answer, [...read, decision])
  return stop(403, read, { ...decision, mistake: isConditional ? 'policy-condition' : 'policy-denies' })
}

function formatOf({ simpleResponses }: RequestAuthorizer): LogSafeText {
  return simpleResponses
    ? logSafe`{ isAuthorized: true or false, context?: {...} }, since enableSimpleResponses is on`
    : logSafe`{ principalId, policyDocument, context?: {...} }, since enableSimpleResponses is off`
}

/** The path in it is the client's: it cannot act on a terminal. The access log has it too. */
function printableArn(arn: string): LogSafeText {
  return vouchFor(arn.replaceAll(/[^\x21-\x7e]/g, '?'))
}

function seconds(ms: number): LogSafeText {
  return logSafe`${Math.floor(ms / 1_000)} s`
}

function admit({ context }: AuthorizerAnswer, passed: Passed): Admitted {
  return { kind: 'admitted', context, passed }
}

function stop(
  status: 401 | 403 | 500,
  passed: Passed,
  failed: Stopped<RequestCheck, RequestMistake>['failed'],
): Decision {
  return { kind: 'stopped', status, passed, failed }
}
