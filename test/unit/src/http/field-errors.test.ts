import { describe, expect, test } from '@jest/globals'
import type { StandardSchemaV1 } from '@standard-schema/spec'
import fc from 'fast-check'
import * as z from 'zod'
import * as mini from 'zod/mini'
import { fieldErrors } from '../../../../src/http/field-errors.ts'
import type { FieldError } from '../../../../src/http/problem.ts'
import { foreignSchema } from '../../../support/foreign-schema.ts'

function errorsOf(schema: StandardSchemaV1, value: unknown): FieldError[] {
  const result = schema['~standard'].validate(value)
  if (result instanceof Promise || !result.issues) throw new Error('want issues at once')
  return fieldErrors(schema, result.issues)
}

const at = (pointer: string, detail: string) => [{ pointer, detail }]

describe('fieldErrors of zod', () => {
  test.each<[string, z.ZodType, unknown, FieldError[]]>([
    ['a member that is missing', z.object({ a: z.string() }), {}, at('#/a', 'expected string')],
    ['a member of another type', z.object({ a: z.int() }), { a: 'S' }, at('#/a', 'expected number')],
    ['another type at the root', z.object({}), [], at('#', 'expected object')],
    ['an item', z.array(z.boolean()), [true, 'S'], at('#/1', 'expected boolean')],
    [
      'a value where none belongs',
      z.object({ a: z.never() }),
      { a: 'S' },
      at('#/a', 'expected nothing here'),
    ],
    ['another choice', z.enum(['x', 'y']), 'S', at('#', 'expected one of "x", "y"')],
    ['another literal', z.literal(5), 'S', at('#', 'expected 5')],
    ['literals of several types', z.literal([null, 'a']), 'S', at('#', 'expected one of null, "a"')],
    ['text too long', z.string().max(3), 'SSSS', at('#', 'expected at most 3 characters')],
    ['text too short', z.string().min(2), 'S', at('#', 'expected at least 2 characters')],
    ['text of another length', z.string().length(2), 'S', at('#', 'expected exactly 2 characters')],
    ['too many items', z.array(z.any()).max(1), [1, 2], at('#', 'expected at most 1 item')],
    ['a number too small', z.number().min(3), 1, at('#', 'expected at least 3')],
    ['a number not above', z.number().gt(3), 3, at('#', 'expected more than 3')],
    ['a number not below', z.number().lt(3), 3, at('#', 'expected less than 3')],
    ['a number between steps', z.number().multipleOf(5), 7, at('#', 'expected a multiple of 5')],
    [
      'a date too late',
      z.coerce.date().max(new Date(0)),
      9e9,
      at('#', 'expected a date at most 1970-01-01T00:00:00.000Z'),
    ],
    ['no email address', z.email(), 'S', at('#', 'expected the format email')],
    ['no URL', z.url(), 'S', at('#', 'expected the format url')],
    ['another pattern', z.string().regex(/^a+$/), 'S', at('#', 'expected text that matches /^a+$/')],
    ['another start', z.string().startsWith('a"'), 'S', at('#', 'expected text that starts with "a\\""')],
    ['another end', z.string().endsWith('a'), 'S', at('#', 'expected text that ends with "a"')],
    ['a part missing', z.string().includes('a'), 'S', at('#', 'expected text that contains "a"')],
    [
      'a plain union',
      z.object({ a: z.union([z.string(), z.int()]) }),
      { a: true },
      at('#/a', 'expected string or number'),
    ],
    [
      'a union of shapes',
      z.union([z.object({ a: z.int() }), z.int()]),
      { a: 'S' },
      at('#', 'expected another value'),
    ],
    [
      'no such variant',
      z.discriminatedUnion('k', [z.object({ k: z.literal('x') }), z.object({ k: z.literal('y') })]),
      { k: 'S' },
      at('#/k', 'expected one of "x", "y"'),
    ],
    ['more than one variant', z.xor([z.string(), z.string()]), 'S', at('#', 'expected another value')],
    [
      'a member name',
      z.record(z.string().max(1), z.int()),
      { ab: 1 },
      at('#/ab', 'expected another member name'),
    ],
    [
      'a refinement',
      z.string().refine(() => false, { error: ({ input }) => `not ${input}` }),
      'S',
      at('#', 'expected another value'),
    ],
    [
      'a refinement with a description',
      z
        .string()
        .refine(() => false, 'not a handle: S')
        .describe('a handle'),
      'S',
      at('#', 'expected a handle'),
    ],
    [
      'a described part within wrappers',
      z.object({ a: z.array(z.string().max(1).describe('a letter')).optional() }).readonly(),
      { a: ['SS'] },
      at('#/a/0', 'expected at most 1 character (a letter)'),
    ],
    [
      'a described part that is transformed',
      z.object({ a: z.record(z.string(), z.string().describe('a number').transform(Number)).default({}) }),
      { a: { b: 7 } },
      at('#/a/b', 'expected string (a number)'),
    ],
    [
      'a part that __proto__ does not find',
      z.object({ a: z.int() }).catchall(z.int()),
      JSON.parse('{"a":1,"constructor":"S"}'),
      at('#/constructor', 'expected number'),
    ],
    ['a set, which JSON has not', z.set(z.int()), 'S', at('#', 'expected set')],
  ])('given %s, when told, then it says where and what was expected', (_, schema, value, errors) => {
    expect(errorsOf(schema, value)).toEqual(errors)
  })

  test('given unknown members, when told, then each has its own entry, with the name escaped', () => {
    const errors = errorsOf(z.strictObject({ a: z.strictObject({}) }), { a: { 'b/c': 1, 'd~': 2 }, e: 3 })

    expect(errors.map(({ pointer }) => pointer)).toEqual(['#/a/b~1c', '#/a/d~0', '#/e'])
    expect(new Set(errors.map(({ detail }) => detail))).toEqual(new Set(['is not a member of this object']))
  })

  test('given several wrong fields, when told, then each has one entry', () => {
    const schema = z.object({ a: z.string(), b: z.int(), c: z.array(z.string()) })
    expect(errorsOf(schema, { a: 1, b: 2.5, c: ['x', 3] }).map(({ pointer }) => pointer)).toEqual([
      '#/a',
      '#/b',
      '#/c/1',
    ])
  })

  test('given two checks of one field that say the same, when told, then it is said once', () => {
    const schema = z
      .string()
      .regex(/^a/, 'S')
      .refine(() => false)
      .refine(() => false)
    expect(errorsOf(schema, 'S')).toEqual([
      { pointer: '#', detail: 'expected text that matches /^a/' },
      { pointer: '#', detail: 'expected another value' },
    ])
  })

  test('given zod/mini, which brings no texts, when told, then it reads the same', () => {
    expect(errorsOf(mini.object({ a: mini.string() }), { a: 1 })).toEqual(at('#/a', 'expected string'))
  })

  test('given wrong places without number, when told, then the list ends at a hundred', () => {
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`k${index}`, 1]))

    expect(errorsOf(z.strictObject({}), many)).toHaveLength(100)
    expect(errorsOf(z.array(z.string()), Array(5_000).fill(1))).toHaveLength(100)
  })

  test('given any value that does not fit, when told, then no text of it is repeated', () => {
    const Shape = z.object({
      text: z.union([z.literal('a'), z.email()]).refine(() => false, { error: ({ input }) => `${input}` }),
      choice: z.enum(['x', 'y']),
      variant: z.discriminatedUnion('k', [z.object({ k: z.literal('x') })]),
      when: z.iso.datetime(),
      checked: z
        .string()
        .superRefine((value, context) => context.addIssue({ code: 'custom', message: value })),
      thrown: z.string().transform((value, context) => {
        context.addIssue(`no ${value}`)
        return z.NEVER
      }),
    })
    const secret = fc.string({ minLength: 4 }).map((text) => `SECRET${text}`)
    const value = fc.record({
      text: secret,
      choice: secret,
      variant: fc.record({ k: secret }),
      when: secret,
      checked: secret,
      thrown: secret,
    })

    fc.assert(
      fc.property(value, (body) => {
        const errors = errorsOf(Shape, body)
        expect(errors).toHaveLength(7)
        expect(JSON.stringify(errors)).not.toContain('SECRET')
      }),
    )
  })
})

describe('fieldErrors of another library', () => {
  test('given issues with messages that quote, when told, then only the place is told', () => {
    const issues = [
      { message: 'Invalid: Received "S"', path: ['a', { key: 'b' }, 0] },
      { message: 'Invalid: Received "S"' },
    ]

    expect(fieldErrors(foreignSchema(String), issues)).toEqual([
      { pointer: '#/a/b/0', detail: 'does not match the schema' },
      { pointer: '#', detail: 'does not match the schema' },
    ])
  })
})
