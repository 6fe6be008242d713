import { once } from 'node:events'
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type ConsoleIssuer, startConsoleIssuer } from '../../support/console-issuer.ts'
import { keyCookie } from '../../support/run-key.ts'

let issuer: ConsoleIssuer

beforeAll(async () => {
  issuer = await startConsoleIssuer('cognito')
})

afterAll(() => issuer.close())

interface Opened {
  readonly status: number | undefined
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** As a browser opens an address; `fetch` lets nobody set Host and Sec-Fetch-Mode. */
async function open(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Opened> {
  const asBrowser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'sec-fetch-mode': 'navigate' }
  const request = httpRequest(issuer.url + path, { headers: { ...asBrowser, ...headers } }).end()
  const [response] = await once(request, 'response')
  return { status: response.statusCode, headers: response.headers, body: await text(response) }
}

describe('a browser that opens an address of the port', () => {
  test.each([
    ['/nope', 404],
    ['/%zz', 404],
    ['//', 404],
    ['/sign-in/', 404],
    ['/sign-in/ended', 400],
    ['/users/none', 404],
    ['/docs/guide/none', 404],
    ['/oauth2/authorize', 400],
    ['/oauth2/token', 404],
    ['/oauth2/none', 404],
    ['/logout?client_id=none', 400],
  ])('%s gets a page in the look of the console, with status %i', async (path, status) => {
    const opened = await open(path, { cookie: keyCookie(issuer) })

    expect(opened.status).toBe(status)
    expect(opened.body).toContain('<link rel="stylesheet" href="/style.css">')
    expect(opened.body).toMatch(/<h1>[^<]+<\/h1>/)
  })

  test('/logout without a session stays dark in a dark browser', async () => {
    expect((await open('/logout')).body).toContain('<meta name="color-scheme" content="light dark">')
  })
})

test('a program that asks the token endpoint in the wrong way gets no page', async () => {
  const opened = await open('/oauth2/token', { accept: 'application/json' })

  expect([opened.status, opened.body]).toEqual([404, 'Not Found'])
})

describe('a browser that opens the console under another name of this machine', () => {
  test.each(['127.0.0.1', '[::1]'])('%s is led to localhost, with path and query', async (name) => {
    const host = new URL(issuer.url).host.replace('localhost', name)
    const opened = await open('/users?done=added', { host })

    expect([opened.status, opened.headers.location]).toEqual([307, `${issuer.url}/users?done=added`])
  })

  test.each([
    ['a name that anybody can own', (host: string) => host.replace('localhost', 'rebound.example')],
    ['another port', () => '127.0.0.1:1'],
  ])('%s is refused', async (_what, change) => {
    const opened = await open('/', { host: change(new URL(issuer.url).host) })

    expect(opened.status).toBe(421)
  })

  test('no address leads elsewhere', async () => {
    const host = new URL(issuer.url).host.replace('localhost', '127.0.0.1')

    expect((await open('//example.com/', { host })).headers.location).toBe(`${issuer.url}/example.com/`)
  })

  test('a program is refused', async () => {
    const host = new URL(issuer.url).host.replace('localhost', '127.0.0.1')

    expect((await open('/', { host, 'sec-fetch-mode': 'cors' })).status).toBe(421)
  })
})
