import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { brokenTokenGroups } from '../../../authorizer/broken-tokens/all.ts'
import type { RequestDetails } from '../../../plugin/local/console/api-types.ts'
import { type ConsoleRun, startConsoleRun } from '../../support/console-run.ts'

const brokenTokens = brokenTokenGroups.flatMap(({ tokens }) => tokens)

test('there are more than thirty broken tokens, each with its own id and title', () => {
  expect(brokenTokens.length).toBeGreaterThan(30)
  expect(new Set(brokenTokens.map(({ id }) => id)).size).toBe(brokenTokens.length)
  expect(new Set(brokenTokens.map(({ title }) => title)).size).toBe(brokenTokens.length)
})

describe.each(['cognito', 'auth0', 'okta'] as const)('the broken tokens of provider %s', (provider) => {
  let run: ConsoleRun
  let token: string

  beforeAll(async () => {
    run = await startConsoleRun(provider)
    token = await run.token('ada@example.com', 'access')
  })

  afterAll(() => run.close())

  /** A route that requires a scope, so that every check applies. */
  async function call(authorization: string | null): Promise<RequestDetails> {
    return run.ask('/call', {
      method: 'DELETE',
      path: '/things/7',
      headers: authorization === null ? [] : [['authorization', authorization]],
    })
  }

  test('given the token itself, when the route is called with it, then it passes', async () => {
    expect(await call(`Bearer ${token}`)).toMatchObject({ status: 204, explanation: null, why: null })
  })

  test.each(brokenTokens)(
    'given $id, when the route is called with it, then it is refused at $check with one of the fixes $fixes',
    async ({ id, check, fixes }) => {
      const { value } = await run.ask<{ value: string | null }>('/broken-token', {
        id,
        token,
        routeKey: 'DELETE /things/{id}',
      })

      const { status, explanation } = await call(value)
      const failed = explanation?.checks.find(({ verdict }) => verdict === 'failed')

      expect({ status, check: failed?.check }).toEqual({ status: check === 'scope' ? 403 : 401, check })
      expect(fixes).toContain(failed?.fix?.id)
      expect(failed?.docs).toBe(`docs/guide/refusals.md#${failed?.fix?.id}`)
    },
  )

  test('an id that no broken token has is named', async () => {
    const answer = await run.ask('/broken-token', {
      id: 'no-such-token',
      token,
      routeKey: 'DELETE /things/{id}',
    })

    expect(answer).toMatchObject({
      code: 'ERR_BROKEN_TOKEN_UNKNOWN',
      problem: expect.stringContaining('"no-such-token"'),
    })
  })
})
