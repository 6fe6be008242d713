import { isObject } from '../../providers/read-claim.ts'
import { describeKind, type LogSafeText, logSafe } from '../log-safe.ts'
import { readPolicy, type Statement } from './policy.ts'

/** What the function of a Lambda authorizer answered, in one of the two formats. */
export type AuthorizerAnswer =
  | { readonly kind: 'simple'; readonly isAuthorized: boolean; readonly context: AuthorizerContext }
  | {
      readonly kind: 'policy'
      readonly statements: readonly Statement[]
      readonly context: AuthorizerContext
    }

/** What the answer passes on to the function behind the route; null where it passes on nothing. */
export type AuthorizerContext = Readonly<Record<string, unknown>> | null

export interface UnusableAnswer {
  readonly kind: 'unusable'
  readonly found: LogSafeText
}

/**
 * Reads an answer in the format that the authorizer is set to: `{ isAuthorized, context? }` with `enableSimpleResponses`, else
 * `{ principalId, policyDocument, context? }`. What AWS does with a policy without `principalId` is not known; REST APIs refuse it,
 * and so it is refused here. Source: AWS http-api-lambda-authorizer.
 */
export function readAnswer(value: unknown, isSimple: boolean): AuthorizerAnswer | UnusableAnswer {
  if (!isObject(value)) return unusable(describeKind(value))
  const { context = null } = value
  if (context !== null && !isObject(context)) return unusable(logSafe`context is ${describeKind(context)}`)
  return isSimple ? readSimple(value, context) : readPolicyAnswer(value, context)
}

function readSimple(answer: Answer, context: AuthorizerContext): AuthorizerAnswer | UnusableAnswer {
  const { isAuthorized } = answer
  if (typeof isAuthorized === 'boolean') return { kind: 'simple', isAuthorized, context }
  if (isAuthorized !== undefined) return unusable(logSafe`isAuthorized is ${describeKind(isAuthorized)}`)
  return unusable(
    answer.policyDocument === undefined
      ? logSafe`no isAuthorized`
      : logSafe`a policy, although enableSimpleResponses is on`,
  )
}

function readPolicyAnswer(answer: Answer, context: AuthorizerContext): AuthorizerAnswer | UnusableAnswer {
  const { policyDocument, principalId } = answer
  if (policyDocument === undefined) {
    return unusable(
      answer.isAuthorized === undefined
        ? logSafe`no policyDocument`
        : logSafe`isAuthorized, although enableSimpleResponses is off`,
    )
  }
  const policy = readPolicy(policyDocument)
  if ('problem' in policy) return unusable(policy.problem)
  if (typeof principalId !== 'string' || principalId === '') return unusable(logSafe`no principalId`)
  return { kind: 'policy', statements: policy.statements, context }
}

type Answer = Readonly<Record<string, unknown>>

function unusable(found: LogSafeText): UnusableAnswer {
  return { kind: 'unusable', found }
}
