import { describe, expect, test } from '@jest/globals'
import { entityTag } from '../../../bench/contenders/entity-tag.ts'
import {
  assertSameAnswers,
  differences,
  type FunctionAnswer,
} from '../../../bench/measure/compare-answers.ts'

const json = { 'content-type': 'application/json' }
const principal = {
  key: 'i#1',
  issuer: 'i',
  subject: '1',
  email: 'a@example.com',
  claims: { iat: '7', roles: '[a b]' },
}
const answer = (
  statusCode: number,
  body: unknown,
  headers: Record<string, string> = json,
): FunctionAnswer => ({
  statusCode,
  headers,
  body: JSON.stringify(body),
})
const refusal = (...errors: object[]) => answer(422, { status: 422, errors })

describe('whether contenders do the same job', () => {
  test('given the same members in another order and other names of headers, when compared, then nothing differs', () => {
    const [floor, other] = [
      answer(200, { a: 1, b: 2 }),
      answer(200, { b: 2, a: 1 }, { 'Content-Type': 'application/json; charset=utf-8' }),
    ]

    expect(differences(floor, other)).toEqual([])
  })

  test.each<[string, FunctionAnswer, string]>([
    ['another status', answer(201, { a: 1 }), 'status is 201, not 200'],
    ['another value', answer(200, { a: 2 }), 'a is 2, not 1'],
    ['a member more', answer(200, { a: 1, b: 1 }), 'b is 1, not undefined'],
    ['a header less', answer(200, { a: 1 }, {}), 'header content-type is undefined, not "application/json"'],
    [
      'another entity tag',
      answer(200, { a: 1 }, { ...json, etag: '"2"' }),
      'header etag is "\\"2\\"", not undefined',
    ],
  ])('given %s, when compared, then that is told', (_what, other, difference) => {
    expect(differences(answer(200, { a: 1 }), other)).toEqual([difference])
  })

  describe('an entity tag with the hash of the principal', () => {
    const tagged = (value: object, etag: string): FunctionAnswer => ({
      statusCode: 200,
      headers: { ...json, etag },
      body: JSON.stringify({ principal: value }),
    })
    const floor = tagged(principal, entityTag(principal, 'v1'))
    const more = { ...principal, tokenUse: 'id' }

    test("counts as the same where it is the hash of the contender's own principal", () => {
      expect(differences(floor, tagged(more, entityTag(more, 'v1')))).toEqual([])
    })

    test.each([
      ['the hash of another principal', entityTag(principal, 'v1')],
      ['another version', entityTag(more, 'v2')],
      ['no hash', '"v1"'],
    ])('differs with %s', (_what, etag) => {
      expect(differences(floor, tagged(more, etag))).toHaveLength(1)
    })
  })

  test('given a principal with more in it, when compared, then the caller and the claims alone count', () => {
    const more = { ...principal, tokenUse: 'id', groups: [] }

    expect(differences(answer(200, { principal }), answer(200, { principal: more }))).toEqual([])
  })

  test('given claims with their types restored, when compared, then they are the same', () => {
    const typed = { ...principal, claims: { roles: ['a', 'b'], iat: 7 } }

    expect(differences(answer(200, { principal }), answer(200, { principal: typed }))).toEqual([])
  })

  test.each([
    ['a claim less', { iat: '7' }],
    ['another claim', { iat: '8', roles: '[a b]' }],
    ['no claims', undefined],
  ])('given %s, when compared, then it differs', (_what, claims) => {
    const other = { ...principal, claims }

    expect(differences(answer(200, { principal }), answer(200, { principal: other }))).toHaveLength(1)
  })

  test('given another caller, when compared, then it differs', () => {
    const other = { ...principal, subject: '2' }

    expect(differences(answer(200, { principal }), answer(200, { principal: other }))).toHaveLength(1)
  })

  test('given the same mistakes in other words, when compared, then nothing differs', () => {
    const [floor, other] = [
      refusal({ pointer: '#/a', detail: 'x' }),
      refusal({ pointer: '#/a', detail: 'y' }),
    ]

    expect(differences(floor, other)).toEqual([])
  })

  test.each([
    ['a mistake less', refusal()],
    ['a mistake elsewhere', refusal({ pointer: '#/b', detail: 'x' })],
    ['a mistake without words', refusal({ pointer: '#/a', detail: '' })],
  ])('given %s, when compared, then it differs', (_what, other) => {
    expect(differences(refusal({ pointer: '#/a', detail: 'x' }), other)).toHaveLength(1)
  })

  test('given contenders that differ, when asked, then the run ends naming who and what', async () => {
    const contender = (name: string, given: FunctionAnswer) => ({ name, answer: async () => given })
    const asked = assertSameAnswers('GET', [
      contender('floor', answer(200, {})),
      contender('same', answer(200, {})),
      contender('other', answer(404, {})),
    ])

    await expect(asked).rejects.toThrow(
      'GET: other does not respond as floor does:\n  status is 404, not 200',
    )
  })
})
