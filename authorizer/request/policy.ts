import { isObject } from '../../providers/read-claim.ts'
import { describeKind, type LogSafeText, logSafe } from '../log-safe.ts'
import { matchesArn, matchesText } from './match-arn.ts'

/** The statements of an IAM policy, as far as they concern the call of an API. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny'
  readonly action: Patterns
  readonly resource: Patterns
  /** Conditions are not evaluated here. */
  readonly hasCondition: boolean
}

interface Patterns {
  /** `NotAction`, `NotResource`. */
  readonly isNegated: boolean
  readonly patterns: readonly string[]
}

/** @returns the statements, or what keeps the document from being a policy. */
export function readPolicy(
  document: unknown,
): { readonly statements: readonly Statement[] } | { readonly problem: LogSafeText } {
  if (!isObject(document)) return { problem: logSafe`policyDocument is ${describeKind(document)}` }
  const { Statement: written } = document
  const list = Array.isArray(written) ? written : [written]
  const statements: Statement[] = []
  for (const [index, each] of list.entries()) {
    const statement = readStatement(each)
    if (typeof statement === 'string') return { problem: logSafe`statement ${index + 1} ${statement}` }
    statements.push(statement)
  }
  return { statements }
}

function readStatement(written: unknown): Statement | LogSafeText {
  if (!isObject(written)) return logSafe`is ${describeKind(written)}`
  const { Effect: effect } = written
  if (effect !== 'Allow' && effect !== 'Deny') return logSafe`has an Effect other than Allow or Deny`
  const action = readPatterns(written, 'Action', 'NotAction')
  if (!action) return logSafe`has no usable Action`
  const resource = readPatterns(written, 'Resource', 'NotResource')
  if (!resource) return logSafe`has no usable Resource`
  return { effect, action, resource, hasCondition: written.Condition !== undefined }
}

/** One text or a list, in exactly one of the two members. */
function readPatterns(
  statement: Readonly<Record<string, unknown>>,
  name: string,
  negatedName: string,
): Patterns | undefined {
  const isNegated = statement[negatedName] !== undefined
  if (isNegated && statement[name] !== undefined) return undefined
  const patterns = [isNegated ? statement[negatedName] : statement[name]].flat()
  return patterns.length > 0 && patterns.every((each) => typeof each === 'string')
    ? { isNegated, patterns }
    : undefined
}

export interface PolicyVerdict {
  readonly isAllowed: boolean
  readonly found: LogSafeText
  /** An Allow would match, if its condition were evaluated here. */
  readonly isConditional: boolean
}

/**
 * Judges one call: an explicit Deny wins whatever the order, and what no statement allows is refused. A condition is not evaluated: a Deny
 * counts without it, an Allow does not count. Source: IAM policy evaluation logic.
 */
export function judgePolicy(statements: readonly Statement[], arn: string): PolicyVerdict {
  const matching = [...statements.entries()].filter(([, statement]) => concerns(statement, arn))
  const pick = (isWanted: (statement: Statement) => boolean) =>
    matching.find(([, statement]) => isWanted(statement))
  const verdict = (found: LogSafeText, isAllowed: boolean, isConditional = false) => ({
    found: logSafe`a policy of ${statements.length} statements: ${found}`,
    isAllowed,
    isConditional,
  })
  const deny = pick(({ effect }) => effect === 'Deny')
  if (deny) return verdict(logSafe`statement ${deny[0] + 1} denies the call`, false)
  const allow = pick(({ hasCondition }) => !hasCondition)
  if (allow) return verdict(logSafe`statement ${allow[0] + 1} allows the call`, true)
  const [conditional] = matching
  if (!conditional) return verdict(logSafe`none matches the call`, false)
  return verdict(logSafe`statement ${conditional[0] + 1} allows the call under a condition`, false, true)
}

function concerns({ action, resource }: Statement, arn: string): boolean {
  // Names of actions have no case.
  const isAction = action.patterns.some((pattern) => matchesText(pattern.toLowerCase(), 'execute-api:invoke'))
  const isResource = resource.patterns.some((pattern) => matchesArn(pattern, arn))
  return isAction !== action.isNegated && isResource !== resource.isNegated
}
