import { deepEqual } from 'node:assert/strict'
import { describe } from 'node:test'
import { expectHeader, expectStatus } from '../api.ts'
import { check, tokenOf } from '../check.ts'
import { forgedTokens } from '../forged-tokens.ts'

const methods = ['GET', 'POST', 'DELETE']

describe('the authorizer', () => {
  check('no token: 401 on every route', async ({ api }) => {
    for (const method of methods) {
      const answer = await api.call(method, method === 'POST' ? { body: '{"displayName":' } : {})
      expectStatus(answer, 401)
      deepEqual(answer.body, { message: 'Unauthorized' })
    }
  })

  check('no token: the challenge is the bare scheme', async ({ api }) => {
    expectHeader(await api.call('GET'), 'www-authenticate', 'Bearer')
  })

  check('not a JWT: 401', async ({ api }) => {
    expectStatus(await api.get('not-a-token'), 401)
  })

  check('a rejected token: the challenge says invalid_token', async ({ api }) => {
    expectHeader(await api.get('not-a-token'), 'www-authenticate', /^Bearer .*error="invalid_token"/)
  })

  for (const [name, forge] of forgedTokens) {
    check(`${name}: 401`, async ({ api, users }) => {
      const answer = await api.get(await forge(await tokenOf(users.ada, 'access')))
      expectStatus(answer, 401)
      deepEqual(answer.body, { message: 'Unauthorized' })
    })
  }

  check('a path or method without a route: 404, with or without a token', async ({ api, users }) => {
    const token = await tokenOf(users.ada, 'access')
    const answers = [
      await api.call('GET', { path: '/profiles' }),
      await api.call('GET', { path: '/profile/1', token }),
      await api.call('PUT', { token, json: { displayName: 'Ada' } }),
    ]
    for (const answer of answers) {
      expectStatus(answer, 404)
      deepEqual(answer.body, { message: 'Not Found' })
    }
  })
})
