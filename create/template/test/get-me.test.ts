import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call, createIssuer } from 'claimcheck/testing'
import { handler } from '../src/get-me.ts'

// Its keys are made here; nothing is asked over the network.
const issuer = await createIssuer('cognito')
const { authorizer } = issuer

test('says who is calling', async () => {
  const token = await issuer.accessToken()
  const answer = await call(handler, 'GET /me', { token, authorizer })

  assert.equal(answer.status, 200)
  assert.partialDeepStrictEqual(answer.json, { tokenUse: 'access', kind: 'user' })
})

test('rejects a call without a token', async () => {
  const answer = await call(handler, 'GET /me', { authorizer })

  assert.equal(answer.status, 401)
})

test('rejects a token that somebody else has signed', async () => {
  const token = await issuer.broken('stolen-kid')
  const answer = await call(handler, 'GET /me', { token, authorizer })

  assert.equal(answer.status, 401)
})
