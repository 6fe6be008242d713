import { beforeAll, describe, expect, test } from '@jest/globals'
import 'claimcheck/testing/jest'
import { createHandler, HttpProblem, ok } from '../../../../src/index.ts'
import { call, createIssuer, type TestIssuer } from '../../../../src/testing/index.ts'

const handler = createHandler({
  auth: { scopes: ['notes.read'] },
  run: async () => {
    throw new HttpProblem('ERR_NOT_FOUND', 'There is no note.')
  },
})

describe('the matchers', () => {
  let issuer: TestIssuer
  const get = async (token: string | undefined, of = handler) =>
    call(of, 'GET /notes', { token, authorizer: issuer.authorizer })

  beforeAll(async () => {
    issuer = await createIssuer('oidc')
  })

  test('know a problem by its code and members', async () => {
    const answer = await get(await issuer.accessToken({ scopes: ['notes.read'] }))

    expect(answer).toBeProblem('ERR_NOT_FOUND')
    expect(answer).toBeProblem('ERR_NOT_FOUND', { status: 404, detail: 'There is no note.' })
    expect(answer).not.toBeProblem('ERR_CONFLICT')
    expect(answer).not.toBeProblem('ERR_NOT_FOUND', { detail: 'Another.' })
    expect(answer).not.toBeRefused()
  })

  test('tell a refusal by the authorizer from one by the handler', async () => {
    expect(await get(await issuer.broken('expired'))).toBeRefused('exp')
    expect(await get(await issuer.broken('expired'))).not.toBeRefused('nbf')
    expect(await get(undefined)).toBeRefused()
    const open = await call(handler, 'GET /notes', { token: await issuer.accessToken() })
    expect(open).not.toBeRefused()
  })

  test('say what came instead', async () => {
    const answer = await get(await issuer.broken('expired'))

    expect(() => expect(answer).toBeProblem('ERR_NOT_FOUND')).toThrow(
      'Expected the problem {"code":"ERR_NOT_FOUND"}.\nReceived 401 by the authorizer, at the check "exp": {"message":"Unauthorized"}',
    )
  })

  test('refuse what is no answer', () => {
    const forgotten = get(undefined, createHandler({ run: async () => ok({}) }))

    expect(() => expect(forgotten).toBeProblem('ERR_NOT_FOUND')).toThrow(/takes what call\(\) resolves to/)
  })
})
