import { call, createIssuer } from 'claimcheck/testing'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { handler } from './notes.js'

const issuer = await createIssuer('okta')
const get = async (options, token = issuer.accessToken(options)) =>
  call(handler, 'GET /notes/{id}', { token: await token, authorizer: issuer.authorizer, path: { id: 'n1' } })

test('answers with the note', async () => {
  const answer = await get({ scopes: ['notes.read'] })

  assert.deepEqual([answer.status, answer.json.id], [200, 'n1'])
})

test('needs the scope', async () => {
  const answer = await get({ scopes: ['openid'] })

  assert.equal(answer.problem?.code, 'ERR_SCOPE_INSUFFICIENT')
})

test('an expired token never comes to the handler', async () => {
  const answer = await get({}, issuer.broken('expired'))

  assert.deepEqual([answer.status, answer.refusedAt], [401, 'exp'])
})
