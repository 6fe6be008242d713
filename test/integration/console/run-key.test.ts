import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import {
  type StageConsole,
  startStageConsole,
} from '../../../plugin/local/console/stage/start-stage-console.ts'
import { type ConsoleRun, startConsoleRun } from '../../support/console-run.ts'
import { keyCookie } from '../../support/run-key.ts'

/** Everything that gives pages, tokens, users or requests. */
const guarded = [
  ['GET', '/'],
  ['GET', '/?code=a&state=b'],
  ['GET', '/docs/guide/refusals'],
  ['GET', '/users'],
  ['POST', '/users'],
  ['GET', '/users/11111111-2222-4333-8444-555555555555'],
  ['POST', '/users/11111111-2222-4333-8444-555555555555'],
  ['POST', '/users/11111111-2222-4333-8444-555555555555/delete'],
  ['GET', '/_console/session'],
  ['GET', '/_console/routes'],
  ['GET', '/_console/schemas'],
  ['GET', '/_console/users'],
  ['GET', '/_console/broken-tokens'],
  ['GET', '/_console/requests'],
  ['DELETE', '/_console/requests'],
  ['GET', '/_console/requests/any'],
  ['GET', '/_console/requests/any/principal'],
  ['POST', '/_console/requests/any/replay'],
  ['POST', '/_console/call'],
  ['POST', '/_console/broken-token'],
  ['POST', '/_claimcheck/token'],
  ['DELETE', '/_claimcheck/user'],
] as const

let run: ConsoleRun
let other: ConsoleRun
let stage: StageConsole

beforeAll(async () => {
  ;[run, other] = await Promise.all([startConsoleRun('cognito'), startConsoleRun('cognito')])
  stage = await startStageConsole(
    {
      provider: 'cognito',
      issuer: run.issuer.issuer,
      clientId: run.issuer.clientId,
      scopes: ['openid'],
      signInAudience: undefined,
      apiUrl: run.apiUrl,
      routes: [],
      functions: async () => new Map(),
    },
    0,
  )
})

afterAll(() => Promise.all([run, other, stage].map((each) => each?.close())))

/** What a page of the console sends by itself; any program can write the same. */
function asPage(url: string): Record<string, string> {
  return { 'sec-fetch-site': 'same-origin', origin: url, 'content-type': 'application/json' }
}

async function status(
  method: string,
  url: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<number> {
  const response = await fetch(url + path, {
    method,
    // The commands' routes are for programs only.
    headers: path.startsWith('/_claimcheck') ? { ...headers } : { ...asPage(url), ...headers },
    redirect: 'manual',
    ...(method === 'POST' && { body: '{}' }),
  })
  void response.body?.cancel()
  return response.status
}

describe('without the key of the run', () => {
  test.each(guarded)('rejects %s %s', async (method, path) => {
    expect(await status(method, run.issuer.url, path)).toBe(401)
  })

  test.each(guarded)('rejects %s %s with the key of another run', async (method, path) => {
    const { url } = run.issuer
    const { key } = other.issuer
    for (const headers of [{ cookie: keyCookie({ url, key }) }, { authorization: `Bearer ${key}` }])
      expect(await status(method, url, path, headers)).toBe(401)
  })

  test.each([
    ['GET', '/'],
    ['GET', '/_console/requests'],
    ['POST', '/_console/call'],
    ['GET', '/_issuer/discovery'],
    ['GET', '/_issuer/keys'],
  ])('rejects %s %s of the console of a stage', async (method, path) => {
    expect(await status(method, stage.url, path)).toBe(401)
    expect(await status(method, stage.url, path, { cookie: keyCookie(stage) })).not.toBe(401)
  })

  test.each([
    '/us-east-1_Local/.well-known/openid-configuration',
    '/us-east-1_Local/.well-known/jwks.json',
    '/oauth2/authorize',
    '/sign-in/any',
    '/style.css',
    '/sign-out.js',
  ])('serves %s, which a browser app of the user needs', async (path) => {
    expect([200, 400]).toContain(await status('GET', run.issuer.url, path))
  })
})

describe('the link', () => {
  const open = (path: string) => fetch(run.issuer.url + path, { redirect: 'manual' })

  test.each([
    ['/', '/'],
    ['/users', '/users'],
    ['/?a=1&', '/?a=1'],
  ])('to %s sets the cookie, each time, and leads to %s without the key', async (path, location) => {
    for (const _time of [1, 2]) {
      const response = await open(`${path}${path.includes('?') ? '' : '?'}key=${run.issuer.key}`)

      expect([response.status, response.headers.get('location')]).toEqual([303, location])
      expect(response.headers.getSetCookie()).toEqual([
        `${keyCookie(run.issuer)}; Path=/; HttpOnly; SameSite=Strict`,
      ])
    }
  })

  test('of another run sets no cookie and says so', async () => {
    const response = await open(`/?key=${other.issuer.key}`)

    expect(response.status).toBe(401)
    expect(response.headers.getSetCookie()).toEqual([])
    expect(await response.text()).toContain('This link is from an earlier run.')
  })

  test('is where the page without a key says it is', async () => {
    const [local, deployed] = await Promise.all([open('/users'), fetch(stage.url)])

    expect(await local.text()).toMatch(/serverless local.*npx claimcheck link/s)
    expect(await deployed.text()).toContain('serverless console')
  })
})

test('the cookie opens the pages', async () => {
  const cookie = keyCookie(run.issuer)
  for (const [method, path] of guarded.filter(([, path]) => !path.startsWith('/_claimcheck')))
    expect(await status(method, run.issuer.url, path, { cookie })).not.toBe(401)
})
