import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import 'claimcheck/testing/jest'
import { handler as deleteOrders } from '../../../examples/access-token.ts'
import { handler as postNote } from '../../../examples/body.ts'
import { handler as getReports } from '../../../examples/groups.ts'
import { handler as getMe } from '../../../examples/id-token.ts'
import { handler as postImport } from '../../../examples/machine-to-machine.ts'
import { handler as deleteNote } from '../../../examples/own-problem-code.ts'
import { handler as getOrders } from '../../../examples/permissions.ts'
import { handler as middyChain } from '../../../examples/plain-middy-chain.ts'
import {
  type CallParts,
  call,
  createIssuer,
  type TestHandler,
  type TestIssuer,
} from '../../../src/testing/index.ts'

const writeToStdout = process.stdout.write
let cognito: TestIssuer
let auth0: TestIssuer

beforeAll(async () => {
  cognito = await createIssuer('cognito', { scopePrefix: 'orders-api/' })
  auth0 = await createIssuer('auth0')
  process.stdout.write = () => true
})
afterAll(() => {
  process.stdout.write = writeToStdout
})

/** Calls an example with a token that the authorizer checks first. */
async function callWith(
  handler: TestHandler,
  token: Promise<string>,
  { authorizer = cognito.authorizer, ...parts }: CallParts & { route?: string } = {},
) {
  return call(handler, parts.route ?? 'GET /', { ...parts, authorizer, token: await token })
}

describe('examples', () => {
  test('id-token accepts an id token and rejects an access token', async () => {
    const accepted = await callWith(getMe, cognito.idToken({ user: { email: 'ada@example.com' } }))

    expect(accepted).toMatchObject({ status: 200, json: { email: 'ada@example.com', verified: true } })
    expect(await callWith(getMe, cognito.accessToken())).toBeProblem('ERR_TOKEN_USE_REFUSED')
  })

  test('access-token accepts the scope and rejects a token without it', async () => {
    expect(await callWith(deleteOrders, cognito.accessToken({ scopes: ['orders.read'] }))).toMatchObject({
      ...{ status: 204, text: '' },
    })
    expect(await callWith(deleteOrders, cognito.accessToken())).toBeProblem('ERR_SCOPE_INSUFFICIENT')
  })

  test('machine-to-machine accepts a client and rejects a user', async () => {
    expect(await callWith(postImport, cognito.machineToken({ client: cognito.clientId }))).toMatchObject({
      ...{ status: 200, json: { importedBy: cognito.clientId } },
    })
    expect(await callWith(postImport, cognito.accessToken())).toBeProblem('ERR_CALLER_KIND_REFUSED')
  })

  test('groups accepts one of the groups and rejects a user of none', async () => {
    const accepted = await callWith(getReports, cognito.idToken({ groups: ['auditor'] }))

    expect(accepted).toMatchObject({ status: 200, json: { groups: ['auditor'] } })
    expect(await callWith(getReports, cognito.idToken({ groups: ['reader'] }))).toBeProblem(
      'ERR_GROUP_MISSING',
    )
  })

  test('permissions accepts a caller who has them and rejects one without', async () => {
    const { authorizer } = auth0
    const permissions = ['read:orders']
    const accepted = await callWith(getOrders, auth0.accessToken({ permissions }), { authorizer })

    expect(accepted).toMatchObject({ status: 200, json: { permissions } })
    expect(await callWith(getOrders, auth0.accessToken(), { authorizer })).toBeProblem(
      'ERR_PERMISSION_MISSING',
    )
  })

  test('body accepts what matches and says what does not', async () => {
    const post = (title: unknown) =>
      callWith(postNote, cognito.idToken(), { route: 'POST /notes', body: { title } })

    expect(await post('Milk')).toMatchObject({ status: 201, json: { title: 'Milk', pinned: false } })
    expect(await post(7)).toBeProblem('ERR_BODY_INVALID', {
      errors: [{ pointer: '#/title', detail: 'expected string (the title of the note)' }],
    })
  })

  test('own-problem-code throws its own code and one of the framework', async () => {
    const remove = (route: string, path?: { id: string }) =>
      callWith(deleteNote, cognito.idToken(), { route, ...(path && { path }) })

    expect(await remove('DELETE /notes/{id}', { id: '1' })).toMatchObject({ status: 204 })
    expect(await remove('DELETE /notes/{id}', { id: 'locked' })).toBeProblem('ERR_NOTE_LOCKED', {
      status: 423,
    })
    expect(await remove('DELETE /notes')).toBeProblem('ERR_NOT_FOUND', { status: 404 })
  })

  test('plain-middy-chain does what a handler made by createHandler does', async () => {
    const parts = { body: { title: 'Milk' } }
    const accepted = await callWith(middyChain, cognito.idToken(), { ...parts, route: 'POST /notes' })

    expect(accepted).toMatchObject({ status: 200, json: { title: 'Milk' } })
    expect(await call(middyChain, 'POST /notes', parts)).toMatchObject({
      problem: { status: 401, detail: 'Not authenticated: no authorizer ran for this request.' },
    })
  })
})
