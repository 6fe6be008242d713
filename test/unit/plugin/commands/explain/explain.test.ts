import { describe, expect, test } from '@jest/globals'
import { readExplainRequest } from '../../../../../plugin/commands/explain/explain.ts'

const refusal = (words: string) =>
  expect.objectContaining({ code: 'ERR_OPTION_INVALID', message: expect.stringContaining(words) })

describe('the options of explain', () => {
  test('none: as of now, and nothing else', () => {
    const before = Date.now()
    const { nowMs, ...others } = readExplainRequest({})

    expect(nowMs).toBeGreaterThanOrEqual(before)
    expect(others).toEqual({
      trust: undefined,
      route: undefined,
      scopes: undefined,
      stage: undefined,
      json: false,
    })
  })

  test.each(['https://example.eu.auth0.com/', 'http://localhost:3001/us-east-1_Local'])(
    'accepts the issuer %s with audiences',
    (issuer) => {
      expect(readExplainRequest({ issuer, audience: 'a, b' }).trust).toEqual({ issuer, audience: ['a', 'b'] })
    },
  )

  test.each([
    [{ issuer: 'https://example.com' }, '--audience'],
    [{ audience: 'a' }, '--issuer'],
    [{ issuer: 'http://example.com', audience: 'a' }, 'https URL'],
    [{ issuer: 'example.com', audience: 'a' }, 'https URL'],
  ])('rejects %j with %j', (options, words) => {
    expect(() => readExplainRequest(options)).toThrow(refusal(words))
  })

  test.each([
    ['2026-11-23T12:00:00Z', Date.UTC(2026, 10, 23, 12)],
    ['2026-11-23', Date.UTC(2026, 10, 23)],
    ['1790000000', 1_790_000_000_000],
  ])('reads --at %s', (at, nowMs) => {
    expect(readExplainRequest({ at }).nowMs).toBe(nowMs)
  })

  test('rejects --at with another text, with an example', () => {
    expect(() => readExplainRequest({ at: 'yesterday' })).toThrow(refusal('2026-11-23T12:00:00Z'))
  })
})
