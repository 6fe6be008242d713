import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { HttpProblem, type Principal } from '../../../../src/index.ts'
import { etagOf, readPreconditions } from '../../../../src/profile/preconditions.ts'

const principal = { key: 'a' } as Principal

const list = (length: number) => Array(length).fill('"a"').join(',')

/** What a header of this value is read as, by either name. */
const readable: readonly (readonly [value: string, ifMatch: unknown, ifNoneMatch: unknown])[] = [
  ['*', '*', '*'],
  [' * ', '*', '*'],
  ['"a"', ['a'], ['a']],
  ['"a","b"', ['a', 'b'], ['a', 'b']],
  [' "a" ,\t"b" ', ['a', 'b'], ['a', 'b']],
  [',"a",,"b",', ['a', 'b'], ['a', 'b']],
  ['"a,b"', ['a,b'], ['a,b']],
  ['"*"', ['*'], ['*']],
  ['""', [''], ['']],
  ['"W/"', ['W/'], ['W/']],
  ['W/"a"', 'ERR_PRECONDITION_FAILED', ['a']],
  ['W/"a", "b"', ['b'], ['a', 'b']],
  ['', 'ERR_PRECONDITION_FAILED', undefined],
  [' , ', 'ERR_PRECONDITION_FAILED', undefined],
  [list(100), Array(100).fill('a'), Array(100).fill('a')],
]

const malformed = [
  'a',
  'w/"a"',
  '"a',
  'a"',
  '"a""b"',
  '"a" "b"',
  '"a b"',
  '*, "a"',
  '"a", *',
  '**',
  'W/ "a"',
  "'a'",
  '"a\u007f"',
  list(101),
]

/** The value, or the code of the problem thrown. */
function outcome(read: () => unknown): unknown {
  try {
    return read()
  } catch (error) {
    if (error instanceof HttpProblem) return error.code
    throw error
  }
}

describe('readPreconditions', () => {
  test('given neither header, when they are read, then nothing is asked for', () => {
    expect(readPreconditions({ headers: { etag: '"a"' } })).toEqual({
      ifMatch: undefined,
      ifNoneMatch: undefined,
    })
  })

  test.each(readable)('given if-match: %s, when it is read, then it asks for %j', (value, wanted) => {
    const read = outcome(() => readPreconditions({ headers: { 'if-match': value } }).ifMatch)

    expect(read).toEqual(wanted)
  })

  test.each(readable)(
    'given if-none-match: %s, when it is read, then it asks for none of %j, %j',
    (value, _, wanted) => {
      const read = outcome(() => readPreconditions({ headers: { 'if-none-match': value } }).ifNoneMatch)

      expect(read).toEqual(wanted)
    },
  )

  test.each(malformed)('given %s in either header, when it is read, then it is a bad request', (value) => {
    expect(outcome(() => readPreconditions({ headers: { 'if-match': value } }))).toBe('ERR_BAD_REQUEST')
    expect(outcome(() => readPreconditions({ headers: { 'if-none-match': value } }))).toBe('ERR_BAD_REQUEST')
  })

  test('given both headers, when they are read, then both are asked for', () => {
    const read = readPreconditions({ headers: { 'if-match': '"a"', 'if-none-match': '"b"' } })

    expect(read).toEqual({ ifMatch: ['a'], ifNoneMatch: ['b'] })
  })

  test('given any text, when it is read, then nothing but its documented problems is thrown', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom('"', ',', ' ', 'W', '/', '*', 'a', '\t') }),
    )

    fc.assert(
      fc.property(text, (value) => void outcome(() => readPreconditions({ headers: { 'if-match': value } }))),
    )
  })

  test('given the tags of any profiles, when they are sent back, then their versions are read', () => {
    const version = fc.string({ unit: fc.constantFrom(...'abc019-,*/W!~'), maxLength: 40 })
    const versions = fc.array(version, { minLength: 1, maxLength: 100 })

    fc.assert(
      fc.property(versions, (sent) => {
        const tags = sent.map((one) =>
          etagOf(principal, { version: one, displayName: '', createdAt: '', updatedAt: '' }),
        )
        expect(readPreconditions({ headers: { 'if-match': tags.join(', ') } }).ifMatch).toEqual(sent)
      }),
    )
  })

  test('given a long header that is malformed at its end, when it is read, then it is refused at once', () => {
    const value = `${' '.repeat(5000)}${',\t'.repeat(2500)}x`
    const startedAt = process.hrtime.bigint()

    expect(outcome(() => readPreconditions({ headers: { 'if-match': value } }))).toBe('ERR_BAD_REQUEST')
    expect(Number(process.hrtime.bigint() - startedAt) / 1e6).toBeLessThan(500)
  })
})
