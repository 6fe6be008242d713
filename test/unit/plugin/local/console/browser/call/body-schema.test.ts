import { describe, expect, test } from '@jest/globals'
import * as z from 'zod'
import * as mini from 'zod/mini'
import { jsonSchemaOf } from '../../../../../../../plugin/handlers/json-schema.ts'
import { checkBody, sampleBody } from '../../../../../../../plugin/local/console/browser/call/body-schema.ts'

const Thing = z.strictObject({
  name: z.string().min(1).max(10),
  count: z.int().min(1).optional(),
  color: z.enum(['red', 'green']).default('green'),
  tags: z.array(z.string()).max(2).optional(),
  site: z.url().optional(),
})
const schema = jsonSchemaOf(Thing)

describe('a body in the editor', () => {
  test('given text that is not JSON, when it is checked, then it says so, with a schema and without', () => {
    expect(checkBody('{ "name": ', schema)).toEqual([expect.stringMatching(/^Not JSON: /)])
    expect(checkBody('{ "name": ', undefined)).toEqual([expect.stringMatching(/^Not JSON: /)])
  })

  test('given what the schema rejects, when it is checked, then each place is named once', () => {
    const complaints = checkBody('{ "name": 7, "count": 0, "colour": "red" }', schema).join('\n')

    for (const place of ['#/name', '#/count', '#/colour']) expect(complaints).toContain(place)
    expect(checkBody('{}', schema).join()).toContain('name')
  })

  test('given what the schema rejects, when it is checked, then it is said in plain words', () => {
    const all = {
      required: ['name'],
      additionalProperties: false,
      properties: {
        short: { minLength: 2 },
        long: { maxLength: 1 },
        pattern: { pattern: '^x' },
        mail: { format: 'email' },
        one: { enum: ['x', 'y'] },
        same: { const: 1 },
        few: { minItems: 1 },
        many: { maxItems: 1, uniqueItems: true },
        either: { type: ['string', 'null'] },
      },
    }
    const body = {
      ...{ short: 'a', long: 'ab', pattern: 'a', mail: 'a', one: 'z', same: 2, few: [], many: [1, 1] },
      ...{ either: 7, nope: 1 },
    }

    expect(checkBody(JSON.stringify(body), all)).toEqual([
      'The body: lacks the field "name", which is required.',
      '#/short: has 1 characters; expected at least 2.',
      '#/long: has 2 characters; expected at most 1.',
      '#/pattern: does not have the form that the schema requires (pattern).',
      '#/mail: is not of the format email.',
      '#/one: is none of "x","y".',
      '#/same: is not 1.',
      '#/few: has 0 items; expected at least 1.',
      '#/many: has 2 items; expected at most 1.',
      '#/many: has the same item twice, at 0 and 1.',
      '#/either: is of type number; expected one of "string", "null".',
      '#/nope: the schema has no such field.',
    ])
  })

  test('given what the schema accepts, or any JSON without one, when it is checked, then nothing is said', () => {
    expect(checkBody('{ "name": "a", "count": 1, "tags": ["x"] }', schema)).toEqual([])
    expect(checkBody('[1]', undefined)).toEqual([])
    expect(checkBody('', schema)).toEqual([])
  })

  test('given a schema, when a body to start from is made, then the schema accepts it', () => {
    const sample = sampleBody(schema ?? {})

    expect(checkBody(sample, schema)).toEqual([])
    expect(Thing.safeParse(JSON.parse(sample)).success).toBe(true)
  })
})

describe('the schema of a handler', () => {
  test.each([
    ['zod', z.strictObject({ name: z.string() })],
    ['zod/mini', mini.strictObject({ name: mini.string() })],
  ])('given one of %s, when it is converted, then its fields are there', (_library, handlerSchema) => {
    expect(jsonSchemaOf(handlerSchema)).toMatchObject({
      properties: { name: { type: 'string' } },
      required: ['name'],
      additionalProperties: false,
    })
  })

  test('given one with a JSON Schema of its own, when it is converted, then that is used', () => {
    const spoken = {
      '~standard': {
        version: 1,
        vendor: 'test',
        validate: () => ({ value: 1 }),
        jsonSchema: { input: () => ({ type: 'string' }) },
      },
    } as const

    expect(jsonSchemaOf(spoken)).toEqual({ type: 'string' })
  })

  test('given a schema that cannot be converted, when it is converted, then there is none', () => {
    const silent = { '~standard': { version: 1, vendor: 'test', validate: () => ({ value: 1 }) } } as const

    expect(jsonSchemaOf(silent)).toBeUndefined()
    expect(jsonSchemaOf(undefined)).toBeUndefined()
  })
})
