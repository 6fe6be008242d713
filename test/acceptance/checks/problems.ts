import { deepEqual, equal, ok } from 'node:assert/strict'
import { describe } from 'node:test'
import { check, startWithoutProfile, tokenOf } from '../check.ts'
import { expectProblem } from '../problem.ts'

const json = { 'content-type': 'application/json' }

/** Bodies that are not a profile, by what is wrong with them. */
const refusedBodies = [
  ['no body', { headers: json }, 400, 'ERR_BODY_MISSING'],
  ['truncated JSON', { headers: json, body: '{"displayName":' }, 400, 'ERR_BODY_NOT_JSON'],
  ['a member __proto__', { headers: json, body: '{"__proto__":{}}' }, 400, 'ERR_BODY_KEY_FORBIDDEN'],
  ['text', { headers: { 'content-type': 'text/plain' }, body: '{}' }, 415, 'ERR_CONTENT_TYPE_UNSUPPORTED'],
  ['JSON that is not an object', { json: ['Ada'] }, 422, 'ERR_BODY_INVALID'],
  ['an unknown member', { json: { displayName: 'Ada', admin: true } }, 422, 'ERR_BODY_INVALID'],
] as const

describe('problem details', () => {
  for (const [name, request, status, code] of refusedBodies) {
    check(`${name}: ${status} ${code}`, async ({ api, users }) => {
      const token = await tokenOf(users.ada, 'id')
      expectProblem(await api.call('POST', { token, ...request }), status, code)
    })
  }

  check('more than 1 MiB: 413 ERR_BODY_TOO_LARGE', async ({ api, users }) => {
    const body = { displayName: 'x'.repeat(1024 * 1024) }
    expectProblem(await api.post(await tokenOf(users.ada, 'id'), body), 413, 'ERR_BODY_TOO_LARGE')
  })

  check('three wrong members: 422 with one entry each, without values', async (context) => {
    const token = await startWithoutProfile(context)
    const answer = await context.api.post(token, {
      displayName: '',
      website: 'nowhere',
      interests: ['ok', 7],
    })
    const { errors = [] } = expectProblem(answer, 422, 'ERR_BODY_INVALID')
    const pointers = errors.map(({ pointer }) => pointer).toSorted()
    deepEqual(pointers, ['#/displayName', '#/interests/1', '#/website'])
    ok(
      errors.every(({ detail }) => detail.length > 0),
      'an entry has no detail',
    )
    ok(!answer.text.includes('nowhere'), 'the response repeats what was sent')
    equal(((await context.api.get(token)).body as { profile?: unknown }).profile, null)
  })

  check('instance: the request id from the header', async ({ api, users }) => {
    const answer = await api.post(await tokenOf(users.ada, 'id'), {})
    const { instance } = expectProblem(answer, 422, 'ERR_BODY_INVALID')
    equal(instance, answer.headers.get('apigw-requestid'))
  })
})
