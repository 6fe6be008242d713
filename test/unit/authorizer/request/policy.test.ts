import { describe, expect, test } from '@jest/globals'
import { matchesArn } from '../../../../authorizer/request/match-arn.ts'
import { judgePolicy, readPolicy } from '../../../../authorizer/request/policy.ts'

const api = 'arn:aws:execute-api:eu-west-1:123456789012:local/$default'
const arn = `${api}/GET/notes/7`

describe('a Resource covers a call', () => {
  test.each([
    arn,
    '*',
    'arn:aws:execute-api:*',
    'arn:aws:execute-api:*:*:*',
    `${api}/*`,
    `${api}/GET/*`,
    `${api}/*/notes/7`,
    `${api}/GET/n*s/?`,
    'arn:aws:execute-api:eu-*-1:1234567890??:local/*/GET/*',
  ])('%s', (pattern) => {
    expect(matchesArn(pattern, arn)).toBe(true)
  })

  test('slashes and colons of the path are covered by *', () => {
    expect(matchesArn(`${api}/GET/notes/*`, `${api}/GET/notes/7/parts/2`)).toBe(true)
    expect(matchesArn(`${api}/GET/*`, `${api}/GET/a:b:c`)).toBe(true)
  })
})

describe('a Resource does not cover a call', () => {
  test.each([
    '',
    `${api}/get/notes/7`,
    `${api}/GET/notes`,
    `${api}/GET/notes/7/`,
    `${api}/GET/notes/??`,
    `${api}/POST/*`,
    'arn:aws:execute-api:us-east-1:*',
    // A `*` does not take the place of two parts.
    'arn:aws:execute-api:*:local/*',
    'arn:aws:execute-api:*:local/$default/GET/*',
    'arn:*:123456789012:local/$default/GET/notes/7',
  ])('%s', (pattern) => {
    expect(matchesArn(pattern, arn)).toBe(false)
  })

  test('a pattern of many * takes no time', () => {
    expect(matchesArn(`${'*a'.repeat(200)}b`, 'a'.repeat(10_000))).toBe(false)
  })
})

const allow = { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: arn }
const deny = { ...allow, Effect: 'Deny' }

function judge(statements: unknown) {
  const policy = readPolicy({ Version: '2012-10-17', Statement: statements })
  if ('problem' in policy) throw new Error(policy.problem)
  return judgePolicy(policy.statements, arn)
}

describe('a policy', () => {
  test.each<[string, unknown]>([
    ['one statement', [allow]],
    ['a statement that is no list', allow],
    ['lists of actions and resources', [{ ...allow, Action: ['x:y', allow.Action], Resource: ['x', arn] }]],
    ['any action of the service', [{ ...allow, Action: 'execute-api:*' }]],
    ['any action', [{ ...allow, Action: '*' }]],
    ['an action in another case', [{ ...allow, Action: 'Execute-API:invoke' }]],
    [
      'a resource that is not the one excluded',
      [{ ...allow, Resource: undefined, NotResource: `${api}/POST/*` }],
    ],
    ['an action that is not the one excluded', [{ ...allow, Action: undefined, NotAction: 's3:*' }]],
    ['a deny of another route', [allow, { ...deny, Resource: `${api}/GET/other` }]],
  ])('with %s allows', (_what, statements) => {
    expect(judge(statements).isAllowed).toBe(true)
  })

  test.each<[string, unknown]>([
    ['no statement', []],
    ['a statement of another route', [{ ...allow, Resource: `${api}/GET/other` }]],
    ['another action', [{ ...allow, Action: 'execute-api:ManageConnections' }]],
    ['a deny after an allow', [{ ...allow, Resource: '*' }, deny]],
    ['a deny before an allow', [deny, { ...allow, Resource: '*' }]],
    ['a deny under a condition', [allow, { ...deny, Condition: { Bool: { a: 'true' } } }]],
    ['an excluded resource', [{ ...allow, Resource: undefined, NotResource: arn }]],
    ['an excluded action', [{ ...allow, Action: undefined, NotAction: 'execute-api:*' }]],
  ])('with %s refuses', (_what, statements) => {
    expect(judge(statements)).toMatchObject({ isAllowed: false, isConditional: false })
  })

  test('does not evaluate conditions: an allow with one allows nothing', () => {
    const conditional = { ...allow, Condition: { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } } }

    expect(judge([conditional])).toMatchObject({ isAllowed: false, isConditional: true })
    expect(judge([conditional, allow])).toMatchObject({ isAllowed: true })
  })

  test.each<[string, unknown, string]>([
    ['text', 'allow', 'policyDocument is a string'],
    ['no statements', {}, 'statement 1 is none'],
    ['an effect in another case', { Statement: [{ ...allow, Effect: 'allow' }] }, 'an Effect other than'],
    ['no action', { Statement: [{ ...allow, Action: undefined }] }, 'statement 1 has no usable Action'],
    ['both forms of an action', { Statement: [{ ...allow, NotAction: 'x' }] }, 'no usable Action'],
    [
      'a resource that is no text',
      { Statement: [allow, { ...allow, Resource: [7] }] },
      'statement 2 has no usable Resource',
    ],
    ['an empty list', { Statement: [{ ...allow, Resource: [] }] }, 'no usable Resource'],
  ])('that is %s cannot be used', (_what, document, words) => {
    expect(readPolicy(document)).toEqual({ problem: expect.stringContaining(words) })
  })
})
