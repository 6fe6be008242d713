import { describe, expect, test } from '@jest/globals'
import * as z from 'zod'
import * as mini from 'zod/mini'
import { zodDescription } from '../../../../src/http/zod-description.ts'

const Item = z.string().describe('an item')
const Schema = z
  .object({
    plain: Item,
    bare: z.string(),
    wrapped: z.array(Item.optional()).default([]).nullable(),
    outer: Item.optional().describe('the outer words'),
    piped: Item.transform(Number).pipe(z.number()),
    record: z.record(z.string(), Item),
  })
  .describe('the whole')

describe('zodDescription', () => {
  test.each<[PropertyKey[], string | undefined]>([
    [[], 'the whole'],
    [['plain'], 'an item'],
    [['bare'], undefined],
    [['wrapped', 3], 'an item'],
    [['outer'], 'the outer words'],
    [['piped'], 'an item'],
    [['record', 'any'], 'an item'],
    [['record', '__proto__'], 'an item'],
    [['nowhere'], undefined],
    [['nowhere', 'at', 'all'], undefined],
    [['constructor'], undefined],
    [['__proto__', 'description'], undefined],
    [['plain', 'deeper'], undefined],
  ])('given the path %j, when looked up, then it is %j', (path, description) => {
    expect(zodDescription(Schema, path)).toBe(description)
  })

  test.each<[PropertyKey[], string | undefined]>([
    [['name'], 'a name'],
    [['tags', 2], 'a tag'],
    [['bare'], undefined],
  ])('given a schema of zod/mini and the path %j, when looked up, then it is %j', (path, description) => {
    const schema = mini.strictObject({
      name: mini.optional(mini.string().check(mini.maxLength(9), mini.describe('a name'))),
      tags: mini.array(mini.string().check(mini.describe('a tag'))),
      bare: mini.string(),
    })

    expect(zodDescription(schema, path)).toBe(description)
  })

  test.each([undefined, null, 7, {}, { def: {} }])(
    'given %j for a schema, when looked up, then there is none',
    (schema) => {
      expect(zodDescription(schema, ['a'])).toBeUndefined()
      expect(zodDescription(schema, [])).toBeUndefined()
    },
  )
})
