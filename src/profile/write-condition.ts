import type { Preconditions, Versions } from './preconditions.ts'

/** Part of a DynamoDB command: what has to hold of the row. It is checked and written in one step. */
export interface WriteCondition {
  readonly ConditionExpression?: string
  /** Absent rather than empty, which DynamoDB refuses. */
  readonly ExpressionAttributeValues?: Readonly<Record<string, string>>
}

/**
 * Says preconditions in DynamoDB's words.
 *
 * @param unless Condition under which the write was made already. When an answer is lost, the command is sent
 * again; the second must not be refused because the first was made.
 */
export function writeCondition({ ifMatch, ifNoneMatch }: Preconditions, unless: string): WriteCondition {
  const match = ifMatch && hasVersion(ifMatch, ':match')
  const noneMatch = ifNoneMatch && hasVersion(ifNoneMatch, ':noneMatch')
  const wanted = [match?.text, noneMatch && `NOT ${noneMatch.text}`].filter((text) => text !== undefined)
  const values = { ...match?.values, ...noneMatch?.values }
  return {
    ...(wanted.length > 0 && { ConditionExpression: `${unless} OR (${wanted.join(' AND ')})` }),
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
  }
}

function hasVersion(versions: Versions, prefix: string): { text: string; values: Record<string, string> } {
  if (versions === '*') return { text: 'attribute_exists(version)', values: {} }
  const values = Object.fromEntries(versions.map((version, index) => [`${prefix}${index}`, version]))
  return { text: `version IN (${Object.keys(values).join(', ')})`, values }
}
