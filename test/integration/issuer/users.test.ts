import { request as httpRequest } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { decodeJwt } from 'jose'
import * as oauth from 'oauth4webapi'
import { type ProviderName, providerNames } from '../../../providers/index.ts'
import { issuerProfiles } from '../../../providers/registry.ts'
import { type ConsoleIssuer, startConsoleIssuer } from '../../support/console-issuer.ts'
import { codeRequest, insecure, PlainBrowser, passForms, redeemCode } from '../../support/issuer-client.ts'
import { keyCookie } from '../../support/run-key.ts'

const email = 'ada@example.com'
const password = 'correct horse'

let issuer: ConsoleIssuer

async function start(provider: ProviderName, scopes = ['notes.read', 'notes.write']): Promise<void> {
  const { scopePrefix } = issuerProfiles[provider]
  issuer = await startConsoleIssuer(provider, { scopes: scopes.map((scope) => scopePrefix + scope) })
}

afterEach(async () => {
  await issuer?.close()
  expect(issuer.lines).toEqual([])
})

/** As a browser that opened the run's link. */
const open = (path: string, init: RequestInit = {}) =>
  fetch(issuer.url + path, { ...init, headers: { cookie: keyCookie(issuer), ...init.headers } })

const text = async (path: string) => (await open(path)).text()

async function formToken(): Promise<string> {
  return /name="token" value="([^"]+)"/.exec(await text('/users'))?.[1] ?? ''
}

/** Sends a form as our own page would; `headers` and fields spoil it. */
async function send(
  path: string,
  fields: Record<string, string> | readonly [string, string][],
  headers: Record<string, string> = { origin: issuer.url },
): Promise<Response> {
  const body = new URLSearchParams([
    ['token', await formToken()],
    ...(Array.isArray(fields) ? fields : Object.entries(fields)),
  ])
  return open(path, { method: 'POST', body, headers, redirect: 'manual' })
}

/** The path of a user's own page. */
async function pathOf(email: string): Promise<string> {
  const link = new RegExp(`href="(/users/[^"]+)" aria-label="Edit ${email.replaceAll('.', '\\.')}"`)
  return link.exec(await text('/users'))?.[1] ?? 'no such link'
}

describe.each(providerNames)('groups and permissions of local users, provider %s', (provider) => {
  const { scopePrefix, groupsClaim } = issuerProfiles[provider]
  const scope = `openid profile email offline_access ${scopePrefix}notes.read ${scopePrefix}notes.write`

  beforeEach(() => start(provider))

  const scopesOf = ({ scope: words, scp }: Record<string, unknown>) =>
    (Array.isArray(scp) ? scp : String(words).split(' ')) as string[]

  test('given a user added with groups, when they sign in, then both tokens hold the groups, and every permission', async () => {
    const added = await send('/users', { email, password, groups: 'admin, Billing Team,, admin' })
    expect(added.status).toBe(303)
    const request = await codeRequest(issuer, { scope })
    const back = await passForms(new PlainBrowser(), request, { email, password }, 'sign-in')
    const tokens = await redeemCode(request, back)
    for (const token of [tokens.access_token, tokens.id_token ?? ''])
      expect(decodeJwt(token)[groupsClaim]).toEqual(['admin', 'Billing Team'])
    const access = decodeJwt(tokens.access_token)
    expect(scopesOf(access)).toEqual(
      expect.arrayContaining([`${scopePrefix}notes.read`, `${scopePrefix}notes.write`]),
    )
    expect(access.permissions).toEqual(provider === 'auth0' ? ['notes.read', 'notes.write'] : undefined)
  })

  test('given a permission taken away, when signing in and refreshing, then its scope is neither in token nor answer; given back, it is there', async () => {
    await send('/users', { email, password, groups: '' })
    const path = await pathOf(email)
    await send(path, { groups: 'staff', permission: 'notes.read' })
    const browser = new PlainBrowser()
    const request = await codeRequest(issuer, { scope })
    const tokens = await redeemCode(
      request,
      await passForms(browser, request, { email, password }, 'sign-in'),
    )
    const access = decodeJwt(tokens.access_token)
    expect(scopesOf(access)).toContain(`${scopePrefix}notes.read`)
    expect(scopesOf(access)).not.toContain(`${scopePrefix}notes.write`)
    expect(tokens.scope?.split(' ')).not.toContain(`${scopePrefix}notes.write`)
    expect(access.permissions).toEqual(provider === 'auth0' ? ['notes.read'] : undefined)

    await send(path, { groups: '' })
    const refreshed = await refresh(request, tokens.refresh_token ?? '')
    expect(scopesOf(decodeJwt(refreshed.access_token)).filter((name) => name.includes('notes'))).toEqual([])
    expect(refreshed.scope).not.toContain('notes')
    expect(decodeJwt(refreshed.access_token)[groupsClaim]).toBeUndefined()

    await send(path, [
      ['groups', ''],
      ['permission', 'notes.read'],
      ['permission', 'notes.write'],
    ])
    const again = await codeRequest(issuer, { scope })
    const full = await redeemCode(again, await passForms(browser, again, { email, password }, 'sign-in'))
    expect(scopesOf(decodeJwt(full.access_token))).toContain(`${scopePrefix}notes.write`)
  })

  async function refresh({ server, client }: Awaited<ReturnType<typeof codeRequest>>, token: string) {
    const response = await oauth.refreshTokenGrantRequest(server, client, oauth.None(), token, insecure)
    return oauth.processRefreshTokenResponse(server, client, response)
  }

  test('given a deleted user, when they refresh or sign in, then refused', async () => {
    await send('/users', { email, password, groups: '' })
    const request = await codeRequest(issuer, { scope })
    const back = await passForms(new PlainBrowser(), request, { email, password }, 'sign-in')
    const { refresh_token } = await redeemCode(request, back)
    expect((await send(`${await pathOf(email)}/delete`, {})).headers.get('location')).toBe(
      '/users?done=deleted',
    )
    await expect(refresh(request, refresh_token ?? '')).rejects.toThrow()
    const other = await codeRequest(issuer)
    await expect(passForms(new PlainBrowser(), other, { email, password }, 'sign-in')).rejects.toThrow('422')
  })
})

describe('the users page', () => {
  beforeEach(() => start('cognito'))

  test('given users, when looked at, then each is there, as text, under a policy for own files only', async () => {
    await send('/users', { email, groups: '<script>alert(1)</script>' })
    const page = await open('/users')
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    const shown = await page.text()
    expect(shown).toContain(email)
    expect(shown).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(shown.match(/<script[^>]*>/g)).toEqual(['<script src="/every-page.js">'])
    expect(shown).toContain('No password yet')
  })

  test.each([
    ['no email', { email: 'ada', groups: 'admin' }, 422, 'Enter an email address'],
    [
      'a short password',
      { email: 'bob@example.com', password: 'short', groups: 'admin' },
      422,
      'at least 8 characters',
    ],
    [
      'a known email',
      { email: ' ADA@example.com', groups: 'admin' },
      409,
      'This email is already registered',
    ],
    [
      'a group name that is too long',
      { email: 'bob@example.com', groups: 'x'.repeat(129) },
      422,
      '128 are allowed',
    ],
    [
      'too many groups',
      { email: 'bob@example.com', groups: Array.from({ length: 101 }, (_, index) => `g${index}`).join() },
      422,
      '101 groups',
    ],
  ])(
    'given %s, when added, then told so, nothing is made, and what was typed is kept',
    async (_what, fields, status, words) => {
      await send('/users', { email, groups: '' })
      const answer = await send('/users', fields)
      expect(answer.status).toBe(status)
      const shown = await answer.text()
      expect(shown).toContain(words)
      expect(shown).toContain(`value="${fields.groups}"`)
      expect(shown).not.toContain('value="short"')
      expect(await text('/users')).toContain('1 user<')
    },
  )

  test('given a user, when groups that no vendor takes are saved, then told so and nothing changes', async () => {
    await send('/users', { email, groups: 'admin' })
    const path = await pathOf(email)
    expect((await send(path, { groups: 'x'.repeat(129), permission: 'notes.read' })).status).toBe(422)
    expect(await text(path)).toContain('value="admin"')
  })

  test('given a user made from the command line, when looked at, then they are there with every permission', async () => {
    await fetch(`${issuer.url}/_claimcheck/token`, {
      method: 'POST',
      body: JSON.stringify({ user: 'bo@example.com' }),
      headers: { authorization: `Bearer ${issuer.key}`, 'content-type': 'application/json' },
    })
    expect(await text(await pathOf('bo@example.com'))).toMatch(/value="notes.write" checked/)
  })

  test('given permissions taken away, when the command line asks for a token, then they are left out, unless named', async () => {
    await send('/users', { email, groups: '' })
    await send(await pathOf(email), { groups: '', permission: 'notes.read' })
    const mint = async (body: object) => {
      const answer = await fetch(`${issuer.url}/_claimcheck/token`, {
        method: 'POST',
        body: JSON.stringify({ user: email, ...body }),
        headers: { authorization: `Bearer ${issuer.key}`, 'content-type': 'application/json' },
      })
      return decodeJwt(((await answer.json()) as { token: string }).token).scope
    }
    expect(await mint({})).toBe('openid profile email claimcheck/notes.read')
    expect(await mint({ scopes: ['notes.write'] })).toBe('claimcheck/notes.write')
  })

  test('given no such user, when opened, saved or deleted, then 404 and the way back', async () => {
    const path = '/users/11111111-2222-4333-8444-555555555555'
    const answers = [await open(path), await send(path, {}), await send(`${path}/delete`, {})]
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404])
    expect(await answers[0]?.text()).toContain('href="/users"')
  })

  test.each([
    ['from another site', { origin: 'https://other.example', 'sec-fetch-site': 'cross-site' }],
    ['from another port of this machine', { origin: 'http://localhost:1', 'sec-fetch-site': 'same-site' }],
    ['from nowhere', {}],
  ])(
    'given a form with the right token %s, when sent, then refused and nothing changes',
    async (_what, headers) => {
      await send('/users', { email, groups: '' })
      const path = await pathOf(email)
      const answers = [
        await send('/users', { email: 'eve@example.com', groups: 'admin' }, headers),
        await send(path, { groups: 'admin' }, headers),
        await send(`${path}/delete`, {}, headers),
      ]
      expect(answers.map(({ status }) => status)).toEqual([403, 403, 403])
      const shown = await text('/users')
      expect(shown).toContain(email)
      expect(shown).not.toMatch(/eve@|class="group"/)
    },
  )

  test.each([
    ['no token', []],
    ['a token of another run', [['token', 'A'.repeat(43)]]],
    ['an empty token', [['token', '']]],
  ] as [string, [string, string][]][])(
    'given a form of our origin with %s, when sent, then refused',
    async (_what, token) => {
      const body = new URLSearchParams([...token, ['email', 'eve@example.com']])
      const answer = await open('/users', {
        method: 'POST',
        body,
        headers: { origin: issuer.url },
      })
      expect(answer.status).toBe(403)
      expect(await answer.text()).toContain('Reload the page.')
      expect(await text('/users')).not.toContain('eve@')
    },
  )

  test('given a form that is too long, when sent, then refused', async () => {
    expect((await send('/users', { email, groups: 'x'.repeat(64 * 1024) })).status).toBe(403)
  })

  test("given another site's name for this machine, when it reads or sends as its own origin, then it gets nothing", async () => {
    await send('/users', { email, groups: '' })
    const name = `rebound.example:${new URL(issuer.url).port}`
    const read = await asHost(name, 'GET', '/users')
    expect(read.status).toBe(421)
    expect(read.body).not.toContain(email)
    const sent = await asHost(name, 'POST', '/users', `token=${await formToken()}&email=eve%40example.com`)
    expect(sent.status).toBe(421)
    expect(await text('/users')).not.toContain('eve@')
  })

  /** As a browser would that was led here by that name: `Origin` and `Sec-Fetch-Site` say it is all one site. */
  function asHost(host: string, method: string, path: string, body = '') {
    const { promise, resolve, reject } = Promise.withResolvers<{
      status?: number
      body: string
    }>()
    const headers = {
      host,
      origin: `http://${host}`,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/x-www-form-urlencoded',
    }
    const request = httpRequest(issuer.url + path, { method, headers }, async (response) => {
      const { statusCode } = response
      const chunks = await response.setEncoding('utf8').toArray()
      resolve({
        ...(statusCode && { status: statusCode }),
        body: chunks.join(''),
      })
    })
    request.on('error', reject).end(body)
    return promise
  }
})

describe('the users page of a service without scopes', () => {
  beforeEach(() => start('okta', []))

  test('given a user, when opened and saved, then there are no permissions to choose, and none are lost', async () => {
    await send('/users', { email, groups: '' })
    const path = await pathOf(email)
    expect(await text(path)).toContain('there are no permissions')
    expect((await send(path, { groups: 'admin' })).status).toBe(303)
    expect(await text(path)).toContain('value="admin"')
  })
})
