import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { core } from 'zod'
import { zodDescription } from './zod-description.ts'

/** One wrong place in a body, before its path is written as a pointer. */
export interface Finding {
  readonly path: readonly PropertyKey[]
  readonly detail: string
}

/**
 * Says what zod expected: the schema's rule, and what the schema's author wrote with `.describe()`. Never the issue's
 * message, which may quote the value; so a refinement without a description says little.
 *
 * @returns One finding, or one for each unknown member.
 */
export function describeZodIssue(standardIssue: StandardSchemaV1.Issue, schema: unknown): Finding[] {
  const issue = standardIssue as core.$ZodIssue
  if (issue.code !== 'unrecognized_keys') return [{ path: issue.path, detail: detailOf(issue, schema) }]
  return issue.keys.map((key) => ({ path: [...issue.path, key], detail: 'is not a member of this object' }))
}

function detailOf(issue: core.$ZodIssue, schema: unknown): string {
  const expectation = expectationOf(issue)
  const description = zodDescription(schema, issue.path)
  if (expectation === undefined) return `expected ${description ?? 'another value'}`
  return `expected ${expectation}${description === undefined ? '' : ` (${description})`}`
}

function expectationOf(issue: core.$ZodIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'never' ? 'nothing here' : issue.expected
    case 'invalid_value':
      return oneOf(issue.values)
    case 'too_big':
      return bound(issue, issue.maximum, issue.inclusive === false ? 'less than' : 'at most')
    case 'too_small':
      return bound(issue, issue.minimum, issue.inclusive === false ? 'more than' : 'at least')
    case 'not_multiple_of':
      return `a multiple of ${issue.divisor}`
    case 'invalid_format':
      return format(issue)
    case 'invalid_union':
      return union(issue)
    case 'invalid_key':
      return 'another member name'
    default:
      return undefined
  }
}

function oneOf(values: readonly unknown[]): string {
  const names = values.map((value) => (typeof value === 'string' ? JSON.stringify(value) : String(value)))
  return names.length === 1 ? String(names[0]) : `one of ${names.join(', ')}`
}

const units: Readonly<Record<string, string>> = { string: 'character', array: 'item' }

function bound(
  issue: core.$ZodIssueTooBig | core.$ZodIssueTooSmall,
  limit: number | bigint,
  comparison: string,
): string {
  if (issue.origin === 'date') return `a date ${comparison} ${new Date(Number(limit)).toISOString()}`
  const unit = units[issue.origin]
  const counted = unit === undefined ? limit : `${limit} ${unit}${Number(limit) === 1 ? '' : 's'}`
  return `${issue.exact ? 'exactly' : comparison} ${counted}`
}

function format(issue: core.$ZodIssueInvalidStringFormat): string {
  const { prefix, suffix, includes } = issue as { prefix?: unknown; suffix?: unknown; includes?: unknown }
  if (typeof prefix === 'string') return `text that starts with ${JSON.stringify(prefix)}`
  if (typeof suffix === 'string') return `text that ends with ${JSON.stringify(suffix)}`
  if (typeof includes === 'string') return `text that contains ${JSON.stringify(includes)}`
  return issue.format === 'regex' ? `text that matches ${issue.pattern}` : `the format ${issue.format}`
}

function union(issue: core.$ZodIssueInvalidUnion): string | undefined {
  if ('options' in issue && issue.options) return oneOf(issue.options)
  const branches = issue.errors.map(onlyExpectation)
  return branches.length > 0 && branches.every((text) => text !== undefined)
    ? branches.join(' or ')
    : undefined
}

/** What one branch of a union expects, if that is about the value itself and not a part of it. */
function onlyExpectation(issues: readonly core.$ZodIssue[]): string | undefined {
  const [issue] = issues
  return issue && issues.length === 1 && issue.path.length === 0 ? expectationOf(issue) : undefined
}
