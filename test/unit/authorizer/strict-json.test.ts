import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parseStrictObject } from '../../../authorizer/strict-json.ts'

const parse = (text: string) => parseStrictObject(Buffer.from(text))

describe('reading JSON that must not be ambiguous', () => {
  test('given any object, when it is read, then it is what JSON.parse makes of it', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })),
        fc.constantFrom(0, 2),
        (object, space) => {
          const text = JSON.stringify(object, null, space)
          expect(parse(text)).toEqual({ value: JSON.parse(text) })
        },
      ),
    )
  })

  test('given any object with a name of its own repeated, when it is read, then it is refused', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }),
        fc.jsonValue(),
        (object, value) => {
          const [name = ''] = Object.keys(object)
          const text = `${JSON.stringify(object).slice(0, -1)},${JSON.stringify(name)}:${JSON.stringify(value)}}`
          expect(parse(text)).toEqual({ problem: 'JSON that has one name twice' })
          expect(parse(`{"outer":[${text}]}`)).toEqual({ problem: 'JSON that has one name twice' })
        },
      ),
    )
  })

  test('given any bytes, when they are read, then nothing is thrown', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const read = parseStrictObject(bytes)
        expect('problem' in read || typeof read.value === 'object').toBe(true)
      }),
    )
  })

  test.each([
    '{"a":[{"b":1},{"b":2}],"b":3}',
    '{"a":"{\\"a\\":1,\\"a\\":2}"}',
    '{"a":",","b":"\\\\"}',
    '{"a":1e308}',
    '{"a":"1e400"}',
  ])('given %s, when it is read, then it passes', (text) => {
    expect(parse(text)).toEqual({ value: JSON.parse(text) })
  })

  test.each(['{"a":1e400}', '{"a":[1,-1e999]}'])(
    'given %s, when it is read, then its number is refused',
    (text) => {
      expect(parse(text)).toEqual({ problem: 'a number that is too large' })
    },
  )
})
