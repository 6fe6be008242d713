import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { VerifiedRoute } from '../../../plugin/access/verify/verified-route.ts'
import type { AccessDocument, RequestDetails } from '../../../plugin/local/console/api-types.ts'
import { type ConsoleRun, startConsoleRun } from '../../support/console-run.ts'

describe.each(['cognito', 'auth0', 'okta', 'oidc'] as const)('the access table of a run, %s', (provider) => {
  let run: ConsoleRun
  beforeAll(async () => {
    run = await startConsoleRun(provider)
  })
  afterAll(() => run.close())

  const verify = (routeKey: string) => run.ask<VerifiedRoute>('/access/verify', { routeKey })
  const statuses = ({ cells }: VerifiedRoute) =>
    Object.values(cells).map(({ calls }) => calls.map(({ status }) => status).join(' '))

  test('has a row for each route', async () => {
    const { rows, canVerify } = await run.ask<AccessDocument>('/access')

    expect(rows.map(({ routeKey }) => routeKey)).toEqual([
      'GET /things',
      'POST /things',
      'DELETE /things/{id}',
    ])
    expect(canVerify).toBe(true)
  })

  test('holds, as real calls show; a function that nothing stops is not called', async () => {
    const verified = [
      await verify('GET /things'),
      await verify('POST /things'),
      await verify('DELETE /things/{id}'),
    ]

    const verdicts = verified.flatMap(({ cells }) => Object.values(cells).map(({ verdict }) => verdict))
    expect(verdicts).toEqual([...Array.from({ length: 10 }, () => 'holds'), 'unproven', 'unproven'])
    expect(verified.map(statuses)).toEqual([
      ['401', '200', '200', '200'],
      ['401', '400', '400', '400'],
      ['401', '403', ' 403', ' 403'],
    ])
  })

  test('leaves no user behind, and nothing in the list of requests', async () => {
    const before = await run.ask<string[]>('/users')
    const { id } = await run.ask<RequestDetails>('/call', { method: 'GET', path: '/things', headers: [] })
    await verify('GET /things')

    expect(await run.ask('/users')).toEqual(before)
    expect(await run.ask(`/requests/${id}`)).toMatchObject({ status: 401 })
  })

  test.each<[string, object, object]>([
    ['a route that is not there', { routeKey: 'GET /nothing' }, { code: 'ERR_ROUTE_UNKNOWN' }],
    ['an unknown member', { routeKey: 'GET /things', all: true }, { code: 'ERR_REQUEST_INVALID' }],
  ])('rejects %s', async (_, body, problem) => {
    expect(await run.ask('/access/verify', body)).toMatchObject(problem)
  })
})

test('a DELETE keeps its body on the way through the console', async () => {
  const run = await startConsoleRun('cognito')
  const token = await run.token('ada', 'access')
  const headers = [
    ['authorization', `Bearer ${token}`],
    ['content-type', 'application/json'],
  ]
  const path = '/things/1'
  const { event } = await run.ask<RequestDetails>('/call', {
    method: 'DELETE',
    path,
    headers,
    body: '{"a":1}',
  })
  await run.close()

  expect(event).toMatchObject({ body: '{"a":1}' })
})
