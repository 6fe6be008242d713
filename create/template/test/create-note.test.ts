import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call, createIssuer } from 'claimcheck/testing'
import { handler } from '../src/create-note.ts'

const issuer = await createIssuer('cognito')
const { authorizer } = issuer
const scopes = ['notes.write']
const body = { title: 'Milk' }

test('creates a note', async () => {
  const token = await issuer.accessToken({ scopes })
  const answer = await call(handler, 'POST /notes', { token, authorizer, body })

  assert.equal(answer.status, 201)
  assert.partialDeepStrictEqual(answer.json, { title: 'Milk', tags: [] })
})

test('rejects an expired token', async () => {
  const token = await issuer.broken('expired', { scopes })
  const answer = await call(handler, 'POST /notes', { token, authorizer, body })

  assert.equal(answer.status, 401)
})

test('rejects a token without the scope notes.write', async () => {
  const token = await issuer.accessToken({ scopes: ['notes.read'] })
  const answer = await call(handler, 'POST /notes', { token, authorizer, body })

  assert.equal(answer.problem?.code, 'ERR_SCOPE_INSUFFICIENT')
})

test('rejects a note without a title', async () => {
  const token = await issuer.accessToken({ scopes })
  const answer = await call(handler, 'POST /notes', { token, authorizer, body: { tags: [] } })

  assert.equal(answer.problem?.code, 'ERR_BODY_INVALID')
})
