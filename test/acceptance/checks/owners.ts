import { equal } from 'node:assert/strict'
import { describe } from 'node:test'
import { type Answer, expectStatus } from '../api.ts'
import { check, startWithoutProfile, tokenOf } from '../check.ts'

describe('one profile per owner', () => {
  check("another user's profile is not shown, replaced or deleted", async (context) => {
    const { api, users } = context
    const bob = { id: await tokenOf(users.bob, 'id'), access: await tokenOf(users.bob, 'access') }
    expectStatus(await api.delete(bob.access), 204)
    const ada = await startWithoutProfile(context)
    await api.post(ada, { displayName: 'Ada' })

    equal(nameIn(await api.get(bob.id)), undefined)
    expectStatus(await api.post(bob.id, { displayName: 'Bob' }), 201)
    equal(nameIn(await api.get(ada)), 'Ada')
    expectStatus(await api.delete(bob.access), 204)
    equal(nameIn(await api.get(ada)), 'Ada')
  })
})

function nameIn({ body }: Answer): unknown {
  return (body as { profile?: { displayName?: unknown } | null }).profile?.displayName
}
