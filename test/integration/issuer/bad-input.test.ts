import { rm, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { startConsoleIssuer } from '../../support/console-issuer.ts'
import { type ConsoleRun, startConsoleRun } from '../../support/console-run.ts'
import { codeRequest, PlainBrowser } from '../../support/issuer-client.ts'
import { keyCookie } from '../../support/run-key.ts'

const id = '11111111-2222-4333-8444-555555555555'

let run: ConsoleRun

beforeAll(async () => {
  run = await startConsoleRun('cognito')
})

afterAll(() => run.close())

interface Sent {
  readonly type?: string
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

async function status(method: string, path: string, { type, body, headers = {} }: Sent): Promise<number> {
  const { url, key } = run.issuer
  const all = {
    cookie: keyCookie({ url, key }),
    origin: url,
    'sec-fetch-site': 'same-origin',
    ...(type !== undefined && { 'content-type': type }),
    ...headers,
  }
  const response = await fetch(url + path, {
    method,
    headers: all,
    redirect: 'manual',
    ...(body !== undefined && { body: Buffer.from(body) }),
  })
  void response.body?.cancel()
  return response.status
}

const json = 'application/json'
const form = 'application/x-www-form-urlencoded'
const parts = 'multipart/form-data'

describe('the console', () => {
  const paths = ['/_console/call', '/_console/broken-token', '/_console/requests/any/replay']

  test.each(paths)(
    'answers 400 to %s with a body that is not JSON, or not the expected one',
    async (path) => {
      for (const body of ['{', '', 'null', '[]', '"a"', '{"method":1}'])
        expect(await status('POST', path, { type: json, body })).toBe(400)
    },
  )

  test.each(paths)('answers 415 to %s with anything but JSON', async (path) => {
    for (const type of [form, 'text/plain', `${parts}; boundary=a`, undefined])
      expect(await status('POST', path, { body: '{}', ...(type && { type }) })).toBe(415)
  })
})

describe('the users page', () => {
  const paths = ['/users', `/users/${id}`, `/users/${id}/delete`]

  test.each(paths)('answers 415 to %s with anything but a form', async (path) => {
    for (const type of [json, 'text/xml']) expect(await status('POST', path, { type, body: '{}' })).toBe(415)
  })

  test.each(paths)('answers 400 to %s with a form that cannot be read', async (path) => {
    for (const type of [parts, `${parts}; boundary=a`])
      expect(await status('POST', path, { type, body: '--b\r\nnonsense' })).toBe(400)
  })
})

describe('the sign-in pages', () => {
  test('answer 415 to JSON and 400 to a form that cannot be read', async () => {
    const browser = new PlainBrowser()
    const { url: start } = await codeRequest(run.issuer)
    const { url } = await browser.follow(await browser.get(start.href), () => false)
    const cookie = browser.cookieFor(url.href)

    for (const path of ['', '/new-account', '/forgotten'])
      expect([
        await status('POST', url.pathname + path, { type: json, body: '{}', headers: { cookie } }),
        await status('POST', url.pathname + path, { type: parts, body: '--', headers: { cookie } }),
      ]).toEqual([415, 400])
  })
})

test('a token that cannot be kept is refused with the reason, such as a full disk', async () => {
  const issuer = await startConsoleIssuer('cognito')
  // No file can be written into a folder that is none.
  await rm(issuer.stateDir, { recursive: true })
  await writeFile(issuer.stateDir, '')
  const response = await fetch(`${issuer.url}/_claimcheck/token`, {
    method: 'POST',
    headers: { authorization: `Bearer ${issuer.key}`, 'content-type': json },
    body: '{"user":"new@example.com"}',
  })
  const { message } = (await response.json()) as { message: string }
  await issuer.close()

  expect(response.status).toBe(500)
  expect(message).toMatch(/users\.json cannot be written \(E\w+\)\. /)
  expect(issuer.lines).toEqual([`issuer: ${message}`])
})

describe('every route', () => {
  const paths = [
    '/',
    '//',
    '/%',
    '/%00',
    '/users',
    '/users/%ff',
    `/users/${id}`,
    '/sign-in/any',
    '/sign-in/%E0%A4%A',
    '/sign-in/any/consent',
    '/sign-in/any/new-password',
    '/_console/call',
    '/_console/requests/%E0%A4%A',
    '/_console/requests/any/replay',
    '/_claimcheck/token',
    '/_claimcheck/user',
    '/oauth2/authorize',
    '/oauth2/authorize?client_id=%ff&client_id=b',
    '/oauth2/token',
    '/oauth2/revoke',
    '/oauth2/userInfo',
    '/logout',
    '/logout?response_type=code&client_id=a&redirect_uri=b',
    '/us-east-1_Local/.well-known/jwks.json',
  ]
  const bodies: readonly Sent[] = [
    { type: json, body: '{' },
    { type: json, body: 'null' },
    { type: form, body: '%' },
    { type: form, body: 'a[b]=c&a=d&grant_type=authorization_code&grant_type=x' },
    { type: parts, body: '--' },
    { type: `${parts}; boundary=a`, body: '--a' },
    { type: 'nonsense', body: '\u0000' },
    { headers: { authorization: 'Basic ////' }, type: form, body: 'grant_type=client_credentials' },
    { headers: { authorization: 'Bearer \u00ff' }, type: form, body: '' },
  ]

  test.each(paths)('never answers 5xx: %s', async (path) => {
    const statuses = [
      await status('GET', path, {}),
      ...(await Promise.all(
        ['POST', 'PUT', 'DELETE', 'PATCH'].flatMap((method) =>
          bodies.map((sent) => status(method, path, sent)),
        ),
      )),
    ]

    expect(statuses.filter((code) => code >= 500)).toEqual([])
  })
})
