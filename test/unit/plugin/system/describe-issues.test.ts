import { expect, test } from '@jest/globals'
import { z } from 'zod'
import { describeIssues } from '../../../../plugin/system/describe-issues.ts'

const Call = z.strictObject({
  path: z.string().startsWith('/'),
  kind: z.enum(['a', 'b']).optional(),
  fixed: z.literal(1).optional(),
  list: z
    .array(z.object({ name: z.string() }))
    .max(1)
    .optional(),
  as: z.email().optional(),
  text: z.string().min(2).optional(),
  count: z.number().max(5).optional(),
  word: z.string().min(2, 'Choose a longer one.').optional(),
  method: z
    .string()
    .regex(/^[A-Z]+$/, 'must be a method such as GET')
    .optional(),
  code: z
    .string()
    .regex(/^[a-z]+$/)
    .endsWith('x')
    .optional(),
  seconds: z.int().positive().lt(60).optional(),
  members: z.record(z.string(), z.string()).optional(),
})

test.each([
  [{ path: 'secret' }, '"path" must start with "/"'],
  [{}, '"path" is missing'],
  [{ path: 1 }, '"path" must be a string'],
  [{ path: '/', kind: 'secret' }, '"kind" must be one of "a", "b"'],
  [{ path: '/', fixed: 'secret' }, '"fixed" must be 1'],
  [{ path: '/', list: [{ name: 1 }] }, '"list[0].name" must be a string'],
  [{ path: '/', list: [{ name: 'a' }, { name: 'b' }] }, '"list" must be a list of at most 1'],
  [{ path: '/', as: 'secret' }, '"as" must be an email address'],
  [{ path: '/', text: 's' }, '"text" must be at least 2 characters long'],
  [{ path: '/', count: 99 }, '"count" must be at most 5'],
  [{ path: '/', method: 'secret' }, '"method" must be a method such as GET'],
  [{ path: '/', code: '1x' }, '"code" must match pattern /^[a-z]+$/'],
  [{ path: '/', code: 'secret' }, '"code" must end with "x"'],
  [{ path: '/', seconds: 1.5 }, '"seconds" must be an integer'],
  [{ path: '/', seconds: 0 }, '"seconds" must be more than 0'],
  [{ path: '/', seconds: 60 }, '"seconds" must be less than 60'],
  [{ path: '/', members: 'secret' }, '"members" must be an object'],
  [{ path: '/', word: 's' }, '"word": Choose a longer one'],
  [{ path: '/', other: 1 }, 'the body must not have "other"'],
  [undefined, 'the body is missing'],
  [{ path: 1, kind: 2 }, '"path" must be a string; "kind" must be one of "a", "b"'],
])('%j: %s, without the value', (value, text) => {
  const { error } = Call.safeParse(value)

  expect(describeIssues(error?.issues ?? [], 'the body')).toBe(text)
})
