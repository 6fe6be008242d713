import { deepEqual, equal } from 'node:assert/strict'
import { describe } from 'node:test'
import { type Answer, expectHeader, expectStatus } from '../api.ts'
import { check, startWithoutProfile, tokenOf } from '../check.ts'

const refused = [
  ['id token', 'id'],
  ['access token without the scope', 'accessWithoutScope'],
] as const

describe('DELETE /profile', () => {
  check('access token with profile.delete: 204 without a body, then gone', async (context) => {
    const token = await startWithoutProfile(context)
    await context.api.post(token, { displayName: 'Ada' })
    const answer = await context.api.delete(await tokenOf(context.users.ada, 'access'))
    expectStatus(answer, 204)
    equal(answer.text, '')
    equal(profileIn(await context.api.get(token)), null)
  })

  check('no profile: also 204', async (context) => {
    const token = await startWithoutProfile(context, 'access')
    expectStatus(await context.api.delete(token), 204)
  })

  for (const [name, kind] of refused) {
    check(`${name}: 403, the profile stays`, async (context) => {
      const owner = await startWithoutProfile(context)
      await context.api.post(owner, { displayName: 'Ada' })
      const answer = await context.api.delete(await tokenOf(context.users.ada, kind))
      expectStatus(answer, 403)
      deepEqual(answer.body, { message: 'Forbidden' })
      equal((profileIn(await context.api.get(owner)) as { displayName?: unknown }).displayName, 'Ada')
    })
  }

  check('403: the challenge says insufficient_scope', async ({ api, users }) => {
    const answer = await api.delete(await tokenOf(users.ada, 'id'))
    expectHeader(answer, 'www-authenticate', /error="insufficient_scope"/)
  })
})

function profileIn({ body }: Answer): unknown {
  return (body as { profile?: unknown }).profile
}
