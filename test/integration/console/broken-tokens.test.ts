import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { RequestDetails } from '../../../plugin/local/console/api-types.ts'
import { recipeGroups } from '../../../plugin/local/console/broken-tokens/all.ts'
import { type ConsoleRun, startConsoleRun } from '../../support/console-run.ts'

const recipes = recipeGroups.flatMap(({ recipes }) => recipes)

test('given the recipes, when they are counted, then there are more than thirty, each under a name of its own', () => {
  expect(recipes.length).toBeGreaterThan(30)
  expect(new Set(recipes.map(({ id }) => id)).size).toBe(recipes.length)
  expect(new Set(recipes.map(({ title }) => title)).size).toBe(recipes.length)
})

describe.each(['cognito', 'auth0', 'okta'] as const)('the token workshop, provider %s', (provider) => {
  let run: ConsoleRun
  let token: string

  beforeAll(async () => {
    run = await startConsoleRun(provider)
    const answer = await run.ask<{ token: string }>('/token', { email: 'ada@example.com', use: 'access' })
    token = answer.token
  })

  afterAll(() => run.close())

  /** A route that asks for a scope, so that every check has something to say. */
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

  test.each(recipes)(
    'given $id, when the route is called with it, then it is refused at $check with one of the fixes $fixes',
    async ({ id, check, fixes }) => {
      const { value } = await run.ask<{ value: string | null }>('/broken-token', {
        recipe: id,
        token,
        routeKey: 'DELETE /things/{id}',
      })

      const { status, explanation } = await call(value)
      const failed = explanation?.checks.find(({ verdict }) => verdict === 'failed')

      expect({ status, check: failed?.check }).toEqual({ status: check === 'scope' ? 403 : 401, check })
      expect(fixes).toContain(failed?.fix?.id)
      expect(failed?.docs).toBe(`docs/refusals.md#${failed?.fix?.id}`)
    },
  )
})
