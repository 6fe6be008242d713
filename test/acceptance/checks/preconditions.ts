import { equal } from 'node:assert/strict'
import { describe } from 'node:test'
import { type Answer, expectStatus } from '../api.ts'
import { check, startWithoutProfile, tokenOf } from '../check.ts'
import { expectProblem } from '../problem.ts'

const unknown = '"never-given-out"'

describe('conditional writes', () => {
  check('if-none-match: * creates one profile, and only one', async (context) => {
    const token = await startWithoutProfile(context)
    const onlyNew = { 'if-none-match': '*' }
    expectStatus(await context.api.post(token, { displayName: 'first' }, onlyNew), 201)
    expectProblem(
      await context.api.post(token, { displayName: 'second' }, onlyNew),
      412,
      'ERR_PRECONDITION_FAILED',
    )
    equal(await nameOf(context.api.get(token)), 'first')
  })

  check('if-match with the current tag: 200', async (context) => {
    const token = await startWithoutProfile(context)
    const tag = tagOf(await context.api.post(token, { displayName: 'first' }))
    expectStatus(await context.api.post(token, { displayName: 'second' }, { 'if-match': tag }), 200)
  })

  check('if-match with an old tag: 412, the newer one stays', async (context) => {
    const token = await startWithoutProfile(context)
    const old = tagOf(await context.api.post(token, { displayName: 'first' }))
    await context.api.post(token, { displayName: 'second' })
    const late = await context.api.post(token, { displayName: 'third' }, { 'if-match': old })
    expectProblem(late, 412, 'ERR_PRECONDITION_FAILED')
    equal(await nameOf(context.api.get(token)), 'second')
  })

  check('if-match on no profile: 412, nothing written', async (context) => {
    const token = await startWithoutProfile(context)
    const answer = await context.api.post(token, { displayName: 'first' }, { 'if-match': unknown })
    expectProblem(answer, 412, 'ERR_PRECONDITION_FAILED')
    equal(await nameOf(context.api.get(token)), undefined)
  })

  check('if-match that is not an entity tag: 400', async (context) => {
    const token = await startWithoutProfile(context)
    const answer = await context.api.post(token, { displayName: 'first' }, { 'if-match': 'no-quotes' })
    expectProblem(answer, 400, 'ERR_BAD_REQUEST')
  })

  check('concurrent writes with one tag: one succeeds, the others get 412', async (context) => {
    const token = await startWithoutProfile(context)
    const headers = { 'if-match': tagOf(await context.api.post(token, { displayName: 'first' })) }
    const racing = ['a', 'b', 'c', 'd'].map((displayName) =>
      context.api.post(token, { displayName }, headers),
    )
    const statuses = (await Promise.all(racing)).map(({ status }) => status).toSorted()
    equal(statuses.join(), '200,412,412,412')
  })

  check('DELETE with an old tag: 412, the profile stays', async (context) => {
    const token = await startWithoutProfile(context)
    await context.api.post(token, { displayName: 'first' })
    const deleter = await tokenOf(context.users.ada, 'access')
    expectProblem(await context.api.delete(deleter, { 'if-match': unknown }), 412, 'ERR_PRECONDITION_FAILED')
    equal(await nameOf(context.api.get(token)), 'first')
  })

  check('DELETE with the current tag: 204', async (context) => {
    const token = await startWithoutProfile(context)
    const tag = tagOf(await context.api.post(token, { displayName: 'first' }))
    expectStatus(
      await context.api.delete(await tokenOf(context.users.ada, 'access'), { 'if-match': tag }),
      204,
    )
  })
})

function tagOf({ headers }: Answer): string {
  return headers.get('etag') ?? ''
}

async function nameOf(answer: Promise<Answer>): Promise<string | undefined> {
  return ((await answer).body as { profile?: { displayName?: string } | null }).profile?.displayName
}
