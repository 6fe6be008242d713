import { describe, expect, test } from '@jest/globals'
import type { Preconditions } from '../../../../src/profile/preconditions.ts'
import { writeCondition } from '../../../../src/profile/write-condition.ts'

const none: Preconditions = { ifMatch: undefined, ifNoneMatch: undefined }

describe('writeCondition', () => {
  test('given no precondition, when it is said, then the command carries no condition at all', () => {
    expect(writeCondition(none, 'made')).toEqual({})
  })

  test.each([
    [{ ifMatch: '*' }, 'made OR (attribute_exists(version))', undefined],
    [{ ifNoneMatch: '*' }, 'made OR (NOT attribute_exists(version))', undefined],
    [{ ifMatch: ['a', 'b'] }, 'made OR (version IN (:match0, :match1))', { ':match0': 'a', ':match1': 'b' }],
    [{ ifNoneMatch: ['c'] }, 'made OR (NOT version IN (:noneMatch0))', { ':noneMatch0': 'c' }],
    [
      { ifMatch: ['a'], ifNoneMatch: ['c'] },
      'made OR (version IN (:match0) AND NOT version IN (:noneMatch0))',
      { ':match0': 'a', ':noneMatch0': 'c' },
    ],
  ] as const)('given %j, when it is said, then it is %s', (asked, expression, values) => {
    const condition = writeCondition({ ...none, ...asked }, 'made')

    expect(condition.ConditionExpression).toBe(expression)
    expect(condition.ExpressionAttributeValues).toEqual(values)
  })

  test('given a version that looks like an expression, when it is said, then it is a value and no expression', () => {
    const condition = writeCondition({ ...none, ifMatch: ['x) OR attribute_exists(version'] }, 'made')

    expect(condition.ConditionExpression).toBe('made OR (version IN (:match0))')
  })
})
