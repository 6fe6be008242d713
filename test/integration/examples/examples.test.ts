import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { handler as deleteOrders } from '../../../examples/access-token.ts'
import { handler as postNote } from '../../../examples/body.ts'
import { handler as getReports } from '../../../examples/groups.ts'
import { handler as getMe } from '../../../examples/id-token.ts'
import { handler as postImport } from '../../../examples/machine-to-machine.ts'
import { handler as deleteNote } from '../../../examples/own-problem-code.ts'
import { handler as getOrders } from '../../../examples/permissions.ts'
import { handler as middyChain } from '../../../examples/plain-middy-chain.ts'
import { aContext, anEvent, type EventParts, identities, jsonBody } from '../../support/lambda.ts'

const { id, access, client } = identities.cognito
const before = { ...process.env }
const writeToStdout = process.stdout.write

beforeAll(() => {
  Object.assign(process.env, { CLAIMCHECK_PROVIDER: 'cognito', CLAIMCHECK_SCOPE_PREFIX: 'orders-api/' })
  process.stdout.write = () => true
})
afterAll(() => {
  process.env = before
  process.stdout.write = writeToStdout
})

/** Calls the example; gives its status and its body. */
async function call(handler: unknown, parts: EventParts, pathParameters: Record<string, string> = {}) {
  const event = { ...anEvent(parts), pathParameters }
  const response = await (handler as typeof getMe)(event, aContext())
  return { status: response.statusCode, ...JSON.parse(response.body ?? '{}') }
}

describe('examples', () => {
  test('id-token accepts an id token and rejects an access token', async () => {
    expect(await call(getMe, { claims: id })).toMatchObject({ status: 200, email: id.email })
    expect(await call(getMe, { claims: access })).toMatchObject({ code: 'ERR_TOKEN_USE_REFUSED' })
  })

  test('access-token accepts the scope and rejects a token without it', async () => {
    expect(await call(deleteOrders, { claims: access })).toEqual({ status: 204 })
    const claims = { ...access, scope: 'openid' }
    expect(await call(deleteOrders, { claims })).toMatchObject({ code: 'ERR_SCOPE_INSUFFICIENT' })
  })

  test('machine-to-machine accepts a client and rejects a user', async () => {
    expect(await call(postImport, { claims: client })).toEqual({ status: 200, importedBy: client.client_id })
    expect(await call(postImport, { claims: access })).toMatchObject({ code: 'ERR_CALLER_KIND_REFUSED' })
  })

  test('groups accepts one of the groups and rejects a user of none', async () => {
    const claims = { ...id, 'cognito:groups': ['auditor'] }
    expect(await call(getReports, { claims })).toEqual({ status: 200, groups: ['auditor'] })
    const other = { ...id, 'cognito:groups': ['reader'] }
    expect(await call(getReports, { claims: other })).toMatchObject({ code: 'ERR_GROUP_MISSING' })
  })

  test('permissions accepts a caller who has them and rejects one without', async () => {
    const claims = identities.auth0.access
    expect(await call(getOrders, { claims })).toMatchObject({ status: 200, permissions: claims.permissions })
    expect(await call(getOrders, { claims: { ...claims, permissions: [] } })).toMatchObject({
      code: 'ERR_PERMISSION_MISSING',
    })
  })

  test('body accepts what matches and says what does not', async () => {
    expect(await call(postNote, jsonBody({ title: 'Milk' }))).toMatchObject({
      status: 201,
      title: 'Milk',
      pinned: false,
    })
    expect(await call(postNote, jsonBody({ title: 7 }))).toMatchObject({
      code: 'ERR_BODY_INVALID',
      errors: [{ pointer: '#/title', detail: 'expected string (the title of the note)' }],
    })
  })

  test('own-problem-code throws its own code and one of the framework', async () => {
    expect(await call(deleteNote, {}, { id: '1' })).toEqual({ status: 204 })
    expect(await call(deleteNote, {}, { id: 'locked' })).toMatchObject({
      status: 423,
      code: 'ERR_NOTE_LOCKED',
    })
    expect(await call(deleteNote, {})).toMatchObject({ status: 404, code: 'ERR_NOT_FOUND' })
  })

  test('plain-middy-chain does what a handler made by createHandler does', async () => {
    expect(await call(middyChain, jsonBody({ title: 'Milk' }))).toMatchObject({ status: 200, title: 'Milk' })
    expect(await call(middyChain, { ...jsonBody({ title: 'x' }), claims: null })).toMatchObject({
      status: 401,
      detail: 'Not authenticated: no authorizer ran for this request.',
    })
  })
})
