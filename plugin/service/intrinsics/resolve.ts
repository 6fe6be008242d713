import { UserError } from '../../user-error.ts'
import { holds } from './conditions.ts'
import { functions } from './functions.ts'
import { noValue, type ReferenceTargets } from './targets.ts'

/**
 * Turns a template value into the text that CloudFormation would make of it, with local values. What only AWS knows, such
 * as an import of another stack, reads `local-<name>`, so that a function which only passes it on still starts.
 *
 * @param property for the message: `functions.hello.environment.TABLE`.
 * @throws {UserError} `ERR_TEMPLATE_VALUE` for a value that CloudFormation would reject too.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export function resolveText(value: unknown, targets: ReferenceTargets, property: string): string {
  return resolveOptionalText(value, targets, property) ?? ''
}

/** The same; undefined for `AWS::NoValue`, `null` and what is not there. */
export function resolveOptionalText(
  value: unknown,
  targets: ReferenceTargets,
  property: string,
): string | undefined {
  const resolved = explained(property, () => evaluate(value, targets))
  if (resolved === noValue || resolved === null || resolved === undefined) return undefined
  if (typeof resolved !== 'object') return String(resolved)
  const found = Array.isArray(resolved)
    ? 'a list'
    : `an object (${Object.keys(resolved).join(', ') || 'empty'})`
  throw problem(property, `found ${found}, expected a text`)
}

/** The same for a whole tree: resource properties, say. Members and items without a value are left out. */
export function resolveTree(value: unknown, targets: ReferenceTargets, property: string): unknown {
  const resolved = explained(property, () => evaluate(value, targets))
  return resolved === noValue ? undefined : resolved
}

/** Whether a condition of the template holds here. @throws {UserError} `ERR_TEMPLATE_VALUE` for one that is not there. */
export function conditionHolds(name: unknown, targets: ReferenceTargets, property: string): boolean {
  return explained(property, () => holds(name, targets, evaluate))
}

function evaluate(value: unknown, targets: ReferenceTargets): unknown {
  if (typeof value === 'string') return withoutDynamicReferences(value)
  if (Array.isArray(value))
    return value.map((item) => evaluate(item, targets)).filter((item) => item !== noValue)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  const [name = '', argument] = entries[0] ?? []
  if (entries.length === 1 && (name === 'Ref' || name.startsWith('Fn::')))
    return call(name, argument, targets)
  const members = entries.map(([key, member]) => [key, evaluate(member, targets)] as const)
  return Object.fromEntries(members.filter(([, member]) => member !== noValue))
}

function call(name: string, argument: unknown, targets: ReferenceTargets): unknown {
  const intrinsic = functions.get(name)
  return intrinsic ? intrinsic(argument, targets, evaluate) : `local-${name.replace('Fn::', '')}`
}

/** `{{resolve:ssm:/db/url:1}}`, which CloudFormation looks up when it deploys. */
function withoutDynamicReferences(text: string): string {
  return text.replaceAll(/\{\{resolve:[\w-]+:([^:}]+)[^}]*\}\}/g, 'local-$1')
}

function explained<T>(property: string, run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) throw problem(property, error.message)
    throw error
  }
}

function problem(property: string, message: string): UserError {
  return new UserError('ERR_TEMPLATE_VALUE', `${property}: ${message}`)
}
