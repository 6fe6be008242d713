import { describe, expect, test } from '@jest/globals'
import { readExplainOptions } from '../../../../../plugin/commands/explain/read-explain-options.ts'

const refusal = (words: string) =>
  expect.objectContaining({ code: 'ERR_OPTION_INVALID', message: expect.stringContaining(words) })

describe('the options of token explain', () => {
  test('given none, when they are read, then it is about now and nothing else is said', () => {
    const before = Date.now()
    const { nowMs, ...others } = readExplainOptions({})

    expect(nowMs).toBeGreaterThanOrEqual(before)
    expect(others).toEqual({ trust: undefined, route: undefined, scopes: undefined, json: false })
  })

  test.each(['https://example.eu.auth0.com/', 'http://localhost:3001/us-east-1_Local'])(
    'given the issuer %s and audiences, when they are read, then they are trusted',
    (issuer) => {
      expect(readExplainOptions({ issuer, audience: 'a, b' }).trust).toEqual({ issuer, audience: ['a', 'b'] })
    },
  )

  test.each([
    [{ issuer: 'https://example.com' }, '--audience'],
    [{ audience: 'a' }, '--issuer'],
    [{ issuer: 'http://example.com', audience: 'a' }, 'https URL'],
    [{ issuer: 'example.com', audience: 'a' }, 'https URL'],
  ])('given %j, when they are read, then it is refused with %j', (options, words) => {
    expect(() => readExplainOptions(options)).toThrow(refusal(words))
  })

  test.each([
    ['2026-11-23T12:00:00Z', Date.UTC(2026, 10, 23, 12)],
    ['2026-11-23', Date.UTC(2026, 10, 23)],
    ['1790000000', 1_790_000_000_000],
  ])('given --at %s, when it is read, then it is that time', (at, nowMs) => {
    expect(readExplainOptions({ at }).nowMs).toBe(nowMs)
  })

  test('given --at with another text, when it is read, then it is refused with an example', () => {
    expect(() => readExplainOptions({ at: 'yesterday' })).toThrow(refusal('2026-11-23T12:00:00Z'))
  })
})
