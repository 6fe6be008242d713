import type { Evaluate, ReferenceTargets } from './targets.ts'

/**
 * Whether a condition of the template's section `Conditions` holds here.
 *
 * @throws {RangeError} for one that is not there, or refers to itself.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html
 */
export function holds(name: unknown, targets: ReferenceTargets, evaluate: Evaluate): boolean {
  const { Conditions = {}, ...template } = targets.template ?? {}
  const { [String(name)]: condition, ...others } = Conditions
  if (condition === undefined) throw new RangeError(`the condition ${String(name)} is not under Conditions`)
  return check(condition, { ...targets, template: { ...template, Conditions: others } }, evaluate)
}

function check(condition: unknown, targets: ReferenceTargets, evaluate: Evaluate): boolean {
  const [name = '', argument] = Object.entries(Object(condition))[0] ?? []
  const list: readonly unknown[] = Array.isArray(argument) ? argument : [argument]
  const all = () => list.map((item) => check(item, targets, evaluate))
  if (name === 'Condition') return holds(argument, targets, evaluate)
  if (name === 'Fn::Equals') return same(list.map((item) => evaluate(item, targets)))
  if (name === 'Fn::And') return all().every(Boolean)
  if (name === 'Fn::Or') return all().some(Boolean)
  if (name === 'Fn::Not') return !all()[0]
  throw new TypeError(
    `found ${name || 'no function'} in a condition, expected Condition, Fn::Equals, Fn::And, Fn::Or or Fn::Not`,
  )
}

function same([one, other]: readonly unknown[]): boolean {
  return JSON.stringify(asText(one)) === JSON.stringify(asText(other))
}

/** CloudFormation has texts only: `true` equals `"true"`. */
function asText(value: unknown): unknown {
  return typeof value === 'object' ? value : String(value)
}
