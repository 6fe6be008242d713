import { describe, expect, test } from '@jest/globals'
import { isPassing, TableError } from '../../../../../src/profile/dynamodb/table-error.ts'

const answers: readonly (readonly [status: number, body: string, name: string, passing: boolean])[] = [
  [400, '{"__type":"com.amazonaws.dynamodb.v20120810#ThrottlingException"}', 'ThrottlingException', true],
  [400, '{"__type":"ThrottlingException","message":"secret"}', 'ThrottlingException', true],
  [400, '{"message":"secret", "__type" : "a#ValidationException"}', 'ValidationException', false],
  [413, '<html>ThrottlingException</html>', 'TableError', false],
  [502, '<html>Bad Gateway</html>', 'TableError', true],
  [500, '', 'TableError', true],
]

describe('TableError', () => {
  test.each(answers)('given %i with %s, when read, then it is a %s', (status, body, name, passing) => {
    const error = new TableError(status, body)

    expect(error).toMatchObject({ status, name })
    expect(error.message).not.toContain('secret')
    expect(isPassing(error)).toBe(passing)
  })
})

describe('isPassing', () => {
  test.each([
    [Object.assign(new Error('x'), { code: 'ECONNRESET' }), true],
    [AbortSignal.abort().reason, true],
    [Object.assign(new Error('x'), { code: 'ERR_INVALID_URL' }), false],
    [new TypeError('x'), false],
  ])('given %s, when asked whether to ask again, then the answer is %j', (error, passing) => {
    expect(isPassing(error)).toBe(passing)
  })
})
