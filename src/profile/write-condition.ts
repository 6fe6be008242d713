import type { Preconditions, Versions } from './preconditions.ts'

/** Part of a DynamoDB command: what must hold of the item. Checking and writing are one step. */
export interface WriteCondition {
  readonly ConditionExpression?: string
  /** Absent rather than empty, which DynamoDB rejects. */
  readonly ExpressionAttributeValues?: Readonly<Record<string, string>>
}

/**
 * Translates preconditions into a DynamoDB condition.
 *
 * @param unless Condition under which the write was already made. When a response is lost, the command is sent
 * again; the second must not fail because the first succeeded.
 */
export function writeCondition({ ifMatch, ifNoneMatch }: Preconditions, unless: string): WriteCondition {
  const match = ifMatch && hasVersion(ifMatch, ':match')
  const noneMatch = ifNoneMatch && hasVersion(ifNoneMatch, ':noneMatch')
  const required = [match?.text, noneMatch && `NOT ${noneMatch.text}`].filter((text) => text !== undefined)
  const values = { ...match?.values, ...noneMatch?.values }
  return {
    ...(required.length > 0 && { ConditionExpression: `${unless} OR (${required.join(' AND ')})` }),
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
  }
}

function hasVersion(versions: Versions, prefix: string): { text: string; values: Record<string, string> } {
  if (versions === '*') return { text: 'attribute_exists(version)', values: {} }
  const values = Object.fromEntries(versions.map((version, index) => [`${prefix}${index}`, version]))
  return { text: `version IN (${Object.keys(values).join(', ')})`, values }
}
