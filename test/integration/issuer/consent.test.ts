import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { decodeJwt } from 'jose'
import { type ConsoleIssuer, startConsoleIssuer } from '../../support/console-issuer.ts'
import { type CodeRequest, codeRequest, PlainBrowser, redeemCode } from '../../support/issuer-client.ts'

const password = 'correct horse'
const scope = 'openid email profile.delete'

describe('consent, in the form of Auth0', () => {
  const scopes = ['profile.delete']
  let issuer: ConsoleIssuer

  beforeAll(async () => {
    issuer = await startConsoleIssuer('auth0', { scopes })
  })

  afterAll(async () => {
    await issuer?.close()
    expect(issuer.lines).toEqual([])
  })

  const isBack = (request: CodeRequest) => (url: URL) => url.href.startsWith(`${request.redirectUri}?`)

  /** Signs up and comes to what follows: the consent page, or the way back. */
  async function signUp(email: string, request: CodeRequest, browser = new PlainBrowser()) {
    const form = await browser.follow(await browser.get(request.url.href), isBack(request))
    const answer = await browser.submit(`${form.url.href}/new-account`, { email, password })
    return { browser, ...(await browser.follow(answer, isBack(request))) }
  }

  async function decide(browser: PlainBrowser, url: URL, request: CodeRequest, answer: string) {
    return browser.follow(await browser.submit(`${url.href}/consent`, { answer }), isBack(request))
  }

  test('given a first sign-in, when it gets to consent, then who asks, for whom and for what is named; no script is needed', async () => {
    const request = await codeRequest(issuer, { scope: `${scope} no.such.scope` })
    const { page } = await signUp('ada@example.com', request)
    const text = (await page?.text()) ?? ''
    expect(page?.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(text.match(/<script[^>]*>/g)).toEqual(['<script src="/every-page.js">'])
    for (const words of [
      'claimcheck console',
      'ada@example.com',
      'Know who you are',
      'See your email address',
    ])
      expect(text).toContain(words)
    expect(text).toContain('<span>Delete profile</span> <span class="names"><code>profile.delete</code>')
    expect(text).not.toContain('See your name')
    expect(text).not.toContain('no.such.scope')
  })

  test('given the page, when allowed, then the tokens hold what was asked for', async () => {
    const request = await codeRequest(issuer, { scope })
    const { browser, url } = await signUp('allows@example.com', request)
    const back = await decide(browser, url, request, 'allow')
    const tokens = await redeemCode(request, back.url)
    expect(decodeJwt(tokens.access_token)).toMatchObject({ scope })
  })

  test.each(['deny', 'anything else', ''])(
    'given the page, when answered with "%s", then the client gets access_denied and the next sign-in asks again',
    async (answer) => {
      const request = await codeRequest(issuer, { scope })
      const { browser, url } = await signUp(`denies${answer.length}@example.com`, request)
      const back = await decide(browser, url, request, answer)
      expect(back.url.searchParams.get('error')).toBe('access_denied')
      expect(back.url.searchParams.get('state')).toBe(request.state)
      expect(back.url.searchParams.has('code')).toBe(false)
      const again = await codeRequest(issuer, { scope })
      const asked = await browser.follow(await browser.get(again.url.href), isBack(again))
      expect(await asked.page?.text()).toContain('<h1>Allow access?</h1>')
    },
  )

  test('given what was allowed, when signing in again, also after a restart, then not asked; for more, asked', async () => {
    const request = await codeRequest(issuer, { scope: 'openid' })
    const { browser, url } = await signUp('once@example.com', request)
    await decide(browser, url, request, 'allow')
    const again = await codeRequest(issuer, { scope: 'openid' })
    expect(
      (await browser.follow(await browser.get(again.url.href), isBack(again))).url.searchParams.has('code'),
    ).toBe(true)

    const restarted = await startConsoleIssuer('auth0', { scopes, stateDir: issuer.stateDir })
    try {
      const later = await codeRequest(restarted, { scope: 'openid' })
      const other = new PlainBrowser()
      const form = await other.follow(await other.get(later.url.href), isBack(later))
      const answer = await other.submit(form.url.href, { email: 'once@example.com', password })
      const back = await other.follow(answer, isBack(later))
      expect(back.url.searchParams.has('code')).toBe(true)

      const more = await codeRequest(restarted, { scope })
      const asked = await other.follow(await other.get(more.url.href), isBack(more))
      expect(await asked.page?.text()).toContain('<h1>Allow access?</h1>')
    } finally {
      await restarted.close()
    }
  })

  test('given what was allowed, when the client asks for a refresh token again, then no question; with prompt=consent, one', async () => {
    const offline = { scope: 'openid offline_access' }
    const request = await codeRequest(issuer, offline)
    const { browser, url, page } = await signUp('offline@example.com', request)
    expect(await page?.text()).toContain('Keep its access while you are away')
    await decide(browser, url, request, 'allow')
    const again = await codeRequest(issuer, offline)
    const back = await browser.follow(await browser.get(again.url.href), isBack(again))
    expect((await redeemCode(again, back.url)).refresh_token).toBeDefined()

    const forced = await codeRequest(issuer, { scope: 'openid', prompt: 'consent' })
    const asked = await browser.follow(await browser.get(forced.url.href), isBack(forced))
    expect(await asked.page?.text()).toContain('<h1>Allow access?</h1>')
  })

  test('given a consent page, when its answer comes from another browser or another site, then refused', async () => {
    const request = await codeRequest(issuer, { scope })
    const { url } = await signUp('forged@example.com', request)
    const stranger = await new PlainBrowser().submit(`${url.href}/consent`, { answer: 'allow' })
    expect(stranger.status).toBe(400)
    const forged = await fetch(`${url.href}/consent`, {
      method: 'POST',
      body: new URLSearchParams({ answer: 'allow' }),
      headers: { origin: 'https://other.example', 'sec-fetch-site': 'cross-site' },
    })
    expect(forged.status).toBe(403)
  })

  test('given a sign-in form, when an answer to consent comes too early, then back to the form', async () => {
    const browser = new PlainBrowser()
    const request = await codeRequest(issuer, { scope })
    const form = await browser.follow(await browser.get(request.url.href), isBack(request))
    const early = await browser.follow(
      await browser.submit(`${form.url.href}/consent`, { answer: 'allow' }),
      isBack(request),
    )
    expect(await early.page?.text()).toContain('<h1>Sign in</h1>')
  })
})

describe.each(['cognito', 'okta'] as const)('consent, in the form of %s', (provider) => {
  test('given a first sign-in, when signed up, then there is no question', async () => {
    const issuer = await startConsoleIssuer(provider)
    try {
      const request = await codeRequest(issuer, { scope: 'openid' })
      const browser = new PlainBrowser()
      const isBack = (url: URL) => url.href.startsWith(`${request.redirectUri}?`)
      const form = await browser.follow(await browser.get(request.url.href), isBack)
      const answer = await browser.submit(`${form.url.href}/new-account`, {
        email: 'ada@example.com',
        password,
      })
      expect((await browser.follow(answer, isBack)).url.searchParams.has('code')).toBe(true)
    } finally {
      await issuer.close()
    }
  })
})
