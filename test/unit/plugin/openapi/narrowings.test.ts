import { describe, expect, test } from '@jest/globals'
import * as z from 'zod'
import { narrowings } from '../../../../plugin/openapi/narrowings.ts'

const compare = (from: z.ZodType, to: z.ZodType) =>
  narrowings(
    ...([from, to].map((each) => placed(each)) as [ReturnType<typeof placed>, ReturnType<typeof placed>]),
  )

function placed(schema: z.ZodType) {
  const root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as never
  return { schema: root, root }
}

const Note = z.object({ title: z.string().max(100), tags: z.array(z.string()).optional() })

describe('narrowings', () => {
  test.each<[string, z.ZodType, z.ZodType]>([
    ['the same', Note, Note],
    ['an optional member more', Note, Note.extend({ pinned: z.boolean().optional() })],
    ['a member with a default more', Note, Note.extend({ pinned: z.boolean().default(false) })],
    ['a member that becomes optional', Note, Note.partial()],
    ['a higher limit', Note, Note.extend({ title: z.string().max(200) })],
    ['no limit', Note, Note.extend({ title: z.string() })],
    ['another type in addition', z.string(), z.union([z.string(), z.number()])],
    ['null in addition', z.string(), z.string().nullable()],
    ['a value in addition', z.enum(['a']), z.enum(['a', 'b'])],
    ['an integer where any number is accepted', z.int(), z.number()],
    ['a schema that accepts anything', Note, z.any()],
    ['a record of the same', z.record(z.string(), z.int()), z.record(z.string(), z.number())],
    ['an object as a record', z.strictObject({ a: z.int() }), z.record(z.string(), z.number())],
    ['a tuple of the same', z.tuple([z.int()], z.int()), z.tuple([z.number()], z.number())],
    ['a union in another order', z.union([z.string(), z.number()]), z.union([z.number(), z.string()])],
  ])('accepts %s', (_, from, to) => {
    expect(compare(from, to)).toEqual([])
  })

  test.each<[string, z.ZodType, z.ZodType, string]>([
    ['a required member more', Note, Note.extend({ id: z.string() }), '/id is required now'],
    [
      'a member that becomes required',
      Note.partial(),
      Note.partial({ tags: true }),
      '/title is required now',
    ],
    ['another type', Note, Note.extend({ title: z.number() }), '/title may not be string any more'],
    ['a type where any was accepted', z.any(), z.string(), 'it must be string now'],
    ['a lower limit', Note, Note.extend({ title: z.string().max(50) }), 'maxLength of /title is 50 now'],
    ['a limit where there was none', z.string(), z.string().min(1), 'minLength of it is 1 now'],
    ['a pattern', z.string(), z.string().regex(/^a/), 'pattern of it is ^a now'],
    ['fewer values', z.enum(['a', 'b']), z.enum(['a']), 'it may not be "b" any more'],
    ['values where any text was accepted', z.string(), z.enum(['a']), 'it must be one of "a" now'],
    ['no null', z.string().nullable(), z.string(), 'it may not be null any more'],
    [
      'items that accept less',
      Note,
      Note.extend({ tags: z.array(z.enum(['a'])) }).partial({ tags: true }),
      '/tags/* must be one of "a" now',
    ],
    [
      'a record of other values',
      z.record(z.string(), z.string()),
      z.record(z.string(), z.number()),
      '/* may not be string any more',
    ],
    [
      'an object whose member a record does not accept',
      z.strictObject({ a: z.string() }),
      z.record(z.string(), z.number()),
      '/a may not be string any more',
    ],
    [
      'a tuple of another item',
      z.tuple([z.string(), z.string()]),
      z.tuple([z.string(), z.number()]),
      '/1 may not be string any more',
    ],
    [
      'a tuple whose rest is another',
      z.tuple([z.int()], z.string()),
      z.tuple([z.int()], z.number()),
      '/* may not be string any more',
    ],
    ['no unknown members', Note, Note.strict(), 'it accepts no unknown members any more'],
    [
      'a member of a strict object removed',
      Note.strict(),
      Note.pick({ title: true }).strict(),
      '/tags is not accepted any more',
    ],
    [
      'a union with a branch less',
      z.union([z.string(), z.number()]),
      z.string(),
      'it may not be number any more',
    ],
  ])('names %s', (_, from, to, what) => {
    expect(compare(from, to)).toContain(what)
  })

  test('ends on schemas that contain themselves', () => {
    const tree = (leaf: z.ZodType) => {
      const Tree: z.ZodType = z.lazy(() => z.object({ leaf, children: z.array(Tree) }))
      return Tree
    }
    expect(compare(tree(z.string()), tree(z.string()))).toEqual([])
    expect(compare(tree(z.string()), tree(z.number()))).toContain('/leaf may not be string any more')
  })
})
