import { beforeAll, describe, expect, test } from '@jest/globals'
import { providerNames } from '../../../../providers/index.ts'
import { createHandler, ok } from '../../../../src/index.ts'
import { brokenTokens, call, createIssuer, type TestIssuer } from '../../../../src/testing/index.ts'

const handler = createHandler({
  auth: { tokenUse: 'access', scopes: ['notes.read'] },
  run: async ({ principal }) => ok({ subject: principal.subject, groups: principal.groups }),
})

describe.each(providerNames)('call, behind an authorizer of %s', (provider) => {
  let issuer: TestIssuer
  const get = (token: string | undefined) =>
    call(handler, 'GET /notes', {
      ...{ token, authorizer: issuer.authorizer },
      scopes: [issuer.scope('notes.read')],
    })

  beforeAll(async () => {
    issuer = await createIssuer(provider)
  })

  test('answers what the handler answers to a good token', async () => {
    const token = await issuer.accessToken({
      scopes: ['openid', 'notes.read'],
      groups: ['admins', 'ops team'],
    })
    const answer = await get(token)

    expect(answer).toMatchObject({ status: 200, json: { groups: ['admins', 'ops team'] } })
    expect(answer.event?.headers.authorization).toBe(`Bearer ${token}`)
  })

  test.each(brokenTokens)('refuses $id: $title', async ({ id, check, status, wwwAuthenticate }) => {
    const answer = await get(await issuer.broken(id, { scopes: ['openid', 'notes.read'] }))

    expect(answer).toMatchObject({ status, refusedAt: check, event: undefined, problem: undefined })
    expect(answer.json).toEqual({ message: status === 401 ? 'Unauthorized' : 'Forbidden' })
    expect(answer.headers['www-authenticate']).toBe(wwwAuthenticate([issuer.scope('notes.read')]))
  })

  test('leaves a handler to refuse what its route lets through', async () => {
    const token = await issuer.accessToken({ scopes: ['openid'] })
    const answer = await call(handler, 'GET /notes', { token, authorizer: issuer.authorizer })

    expect(answer).toMatchObject({ status: 403, problem: { code: 'ERR_SCOPE_INSUFFICIENT' } })
  })
})
