import { describe, expect, test } from '@jest/globals'
import { createHandler, noContent, requirementsOf } from '../../../../src/index.ts'

const run = () => noContent()

describe('requirementsOf', () => {
  test('given a handler that asks for scopes, when asked, then it tells them', () => {
    const handler = createHandler({ auth: { tokenUse: 'access', scopes: ['things.write'] }, run })

    expect(requirementsOf(handler)).toEqual({
      auth: { tokenUse: 'access', scopes: ['things.write'] },
      principal: undefined,
    })
  })

  test('given rules of its own, when asked, then it tells them; without auth, then nothing is asked for', () => {
    const principal = { provider: 'okta', identitySource: '$request.querystring.token' } as const

    expect(requirementsOf(createHandler({ principal, run }))).toEqual({ auth: {}, principal })
  })

  test('given a handler, when its members are listed, then it looks like any function', () => {
    expect(Object.keys(createHandler({ run }))).toEqual([])
    expect(typeof createHandler({ run })).toBe('function')
  })

  test.each([
    ['another function', () => noContent()],
    [
      'a handler that was wrapped',
      (
        (handler) => (event: never, context: never) =>
          handler(event, context)
      )(createHandler({ run })),
    ],
    ['no function', { requirements: {} }],
    ['nothing', undefined],
  ])('given %s, when asked, then nothing is known', (_what, handler) => {
    expect(requirementsOf(handler)).toBeUndefined()
  })
})
