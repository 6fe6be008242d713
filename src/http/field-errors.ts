import type { StandardSchemaV1 } from '@standard-schema/spec'
import { describeZodIssue, type Finding } from './describe-zod-issue.ts'
import { jsonPointer } from './json-pointer.ts'
import type { FieldError } from './problem.ts'

/** A body of a megabyte can be wrong in a hundred thousand places; nobody reads more than these. */
const maxErrors = 100

/**
 * Tells, for each issue that a schema found, where it is and what was expected there.
 *
 * An issue's own message is never used: it may quote the value. What zod's issues say of the schema is told, and what
 * its author wrote by `.describe()` at that place; of other libraries' issues only the place is. Names of members stand
 * in the pointer. Two issues that would say the same say it once.
 */
export function fieldErrors(
  schema: StandardSchemaV1,
  issues: readonly StandardSchemaV1.Issue[],
): FieldError[] {
  const isZod = schema['~standard'].vendor === 'zod'
  const found = new Map<string, FieldError>()
  for (const issue of issues) {
    for (const { path, detail } of isZod ? describeZodIssue(issue, schema) : describeForeignIssue(issue)) {
      const pointer = jsonPointer(path)
      // A pointer holds no blank: it is percent-encoded.
      found.set(`${pointer} ${detail}`, { pointer, detail })
      if (found.size === maxErrors) return [...found.values()]
    }
  }
  return [...found.values()]
}

function describeForeignIssue(issue: StandardSchemaV1.Issue): Finding[] {
  return [{ path: pathOf(issue), detail: 'does not have the expected form' }]
}

function pathOf({ path = [] }: StandardSchemaV1.Issue): PropertyKey[] {
  return path.map((segment) => (typeof segment === 'object' ? segment.key : segment))
}
