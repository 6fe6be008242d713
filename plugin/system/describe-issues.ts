import type { $ZodIssue } from 'zod/v4/core'

/**
 * What zod found wrong, in our words: `"path" must start with "/"; "headers[0]" is missing`. Values are not repeated.
 *
 * @param whole what the value as such is called: `body`.
 */
export function describeIssues(issues: readonly $ZodIssue[], whole: string): string {
  return issues.map((issue) => describeIssue(issue, whole)).join('; ')
}

function describeIssue(issue: $ZodIssue, whole: string): string {
  const name = issue.path.length === 0 ? whole : `"${formatPath(issue.path)}"`
  const text = predicate(issue)
  // An author's own sentence stays one.
  return /^[A-Z]/.test(text) ? `${name}: ${text.replace(/\.$/, '')}` : `${name} ${text}`
}

/** `headers[0].name` */
export function formatPath(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${String(part)}`))
    .join('')
}

function predicate(issue: $ZodIssue): string {
  // Written by the author of the schema.
  if (!/^(Invalid|Too|Unrecognized)/.test(issue.message)) return issue.message
  switch (issue.code) {
    case 'invalid_type':
      return /received undefined$/.test(issue.message)
        ? 'is missing'
        : `must be ${types[issue.expected] ?? withArticle(issue.expected)}`
    case 'invalid_value':
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map((value) => JSON.stringify(value)).join(', ')}`
    case 'unrecognized_keys':
      return `must not have ${issue.keys.map((key) => `"${key}"`).join(', ')}`
    case 'too_small':
      return `must be ${bound(issue.origin, `${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}`)}`
    case 'too_big':
      return `must be ${bound(issue.origin, `${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}`)}`
    case 'invalid_format':
      return ofZod(issue) ?? `must be ${formats[issue.format] ?? `a valid ${issue.format}`}`
    default:
      return ofZod(issue) ?? 'is not valid'
  }
}

/** `must end with "x"`, where zod says that much itself: `Invalid string: must end with "x"`. */
function ofZod({ message }: $ZodIssue): string | undefined {
  return /: (must .+)$/.exec(message)?.[1]
}

const types: Readonly<Record<string, string>> = { int: 'an integer', record: 'an object' }

const formats: Readonly<Record<string, string>> = { email: 'an email address', url: 'a URL' }

function withArticle(type: string): string {
  return `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`
}

function bound(origin: string, limit: string): string {
  if (origin === 'string') return `${limit} characters long`
  return origin === 'array' ? `a list of ${limit}` : limit
}
