import { call, createIssuer } from 'claimcheck/testing'
import { handler } from './notes.js'

const issuer = await createIssuer('okta')
const get = async (options, token = issuer.accessToken(options)) =>
  call(handler, 'GET /notes/{id}', { token: await token, authorizer: issuer.authorizer, path: { id: 'n1' } })

/** The suite of every runner that has matchers. */
export function testNotes({ expect, test }) {
  test('answers with the note', async () => {
    const answer = await get({ scopes: ['notes.read'] })

    expect(answer).toMatchObject({ status: 200, json: { id: 'n1' } })
  })

  test('needs the scope', async () => {
    expect(await get({ scopes: ['openid'] })).toBeProblem('ERR_SCOPE_INSUFFICIENT')
  })

  test('an expired token never comes to the handler', async () => {
    expect(await get({}, issuer.broken('expired'))).toBeRefused('exp')
  })
}
