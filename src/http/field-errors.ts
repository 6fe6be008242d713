import type { StandardSchemaV1 } from '@standard-schema/spec'
import { describeZodIssue, type Finding } from './describe-zod-issue.ts'
import { jsonPointer } from './json-pointer.ts'
import type { FieldError } from './problem.ts'

/** A body of a megabyte can have a hundred thousand mistakes; nobody reads more than this. */
const maxErrors = 100

/**
 * Says for each issue where it is and what was expected there.
 *
 * An issue's own message is never used: it may quote the value. For zod, the detail is the schema's rule
 * and what its author wrote with `.describe()` there; for other libraries, only the place is given. Member names are in
 * the pointer. Equal entries are sent once.
 */
export function fieldErrors(
  schema: StandardSchemaV1,
  issues: readonly StandardSchemaV1.Issue[],
  place?: FieldError['in'],
): FieldError[] {
  const isZod = schema['~standard'].vendor === 'zod'
  const found = new Map<string, FieldError>()
  for (const issue of issues) {
    for (const { path, detail } of isZod ? describeZodIssue(issue, schema) : describeForeignIssue(issue)) {
      const pointer = jsonPointer(path)
      // A pointer contains no space: it is percent-encoded.
      found.set(`${pointer} ${detail}`, { ...(place && { in: place }), pointer, detail })
      if (found.size === maxErrors) return [...found.values()]
    }
  }
  return [...found.values()]
}

function describeForeignIssue(issue: StandardSchemaV1.Issue): Finding[] {
  return [{ path: pathOf(issue), detail: 'does not match the schema' }]
}

function pathOf({ path = [] }: StandardSchemaV1.Issue): PropertyKey[] {
  return path.map((segment) => (typeof segment === 'object' ? segment.key : segment))
}
