import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type ConsoleIssuer, startConsoleIssuer } from '../../support/console-issuer.ts'
import { codeRequest, PlainBrowser, passForms } from '../../support/issuer-client.ts'

const password = 'correct horse'

describe('sign-in and sign-up forms', () => {
  let issuer: ConsoleIssuer

  beforeAll(async () => {
    issuer = await startConsoleIssuer('cognito')
    await passForms(new PlainBrowser(), await codeRequest(issuer), { email: 'known@example.com', password })
  })

  afterAll(async () => {
    await issuer?.close()
    expect(issuer.lines).toEqual([])
  })

  /** A browser at the sign-in form, and the form's address. */
  async function atTheForm(changes: Record<string, string> = {}): Promise<[PlainBrowser, string, string]> {
    const browser = new PlainBrowser()
    const request = await codeRequest(issuer, changes)
    const { url, page } = await browser.follow(await browser.get(request.url.href), () => false)
    return [browser, url.href, (await page?.text()) ?? '']
  }

  test('given the form, when loaded, then its policy allows own files only and it needs no script', async () => {
    const [browser, url, text] = await atTheForm()
    const policy = (await browser.get(url)).headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('unsafe')
    expect(text.match(/<script[^>]*>/g)).toEqual(['<script src="/every-page.js">'])
    expect(text).toContain('<html lang="en">')
    expect(text).toMatch(/<label for="email">/)
  })

  test.each([
    ['a wrong password', 'known@example.com', 'incorrect horse'],
    ['an unknown email', 'unknown@example.com', password],
    ['nothing typed', '', ''],
  ])(
    'given %s, when signing in, then one and the same message, and the email is kept',
    async (_what, email, typed) => {
      const [browser, url] = await atTheForm()
      const answer = await browser.submit(url, { email, password: typed })
      expect(answer.status).toBe(422)
      const text = await answer.text()
      expect(text).toContain('Wrong email or password.')
      expect(text).toContain(`value="${email}"`)
      expect(text).toMatch(/aria-describedby="password-error" aria-invalid="true"/)
      if (typed) expect(text).not.toContain(typed)
    },
  )

  test('given an email with markup, when refused, then it is shown as text', async () => {
    const [browser, url] = await atTheForm()
    const answer = await browser.submit(url, { email: '"><script>alert(1)</script>', password })
    expect(await answer.text()).not.toContain('<script>alert')
  })

  test('given a known email in another case, when signing up, then refused with the way out; signing in works', async () => {
    const [browser, url] = await atTheForm()
    const answer = await browser.submit(`${url}/new-account`, { email: 'KNOWN@example.com', password })
    expect(answer.status).toBe(409)
    expect(await answer.text()).toContain('This email is already registered')
    const signedIn = await browser.submit(url, { email: ' Known@Example.com ', password })
    expect(signedIn.status).toBe(303)
  })

  test.each([
    ['seven characters', 'new@example.com', 'seven77', 'at least 8 characters'],
    ['no email', 'new', password, 'Enter an email address'],
  ])(
    'given %s, when signing up, then told what is wanted; fixed, it works',
    async (what, email, typed, message) => {
      const [browser, url] = await atTheForm()
      const answer = await browser.submit(`${url}/new-account`, { email, password: typed })
      expect(answer.status).toBe(422)
      expect(await answer.text()).toContain(message)
      const fixed = { email: `${what.replace(' ', '.')}@example.com`, password: 'eight888' }
      expect((await browser.submit(`${url}/new-account`, fixed)).status).toBe(303)
    },
  )

  test('given the console asks for a new account, when the form opens, then it is the sign-up form', async () => {
    const [, url, text] = await atTheForm({ screen_hint: 'signup' })
    expect(url).toMatch(/\/new-account$/)
    expect(text).toContain('<h1>Create an account</h1>')
  })

  test('given a login_hint, when the form opens, then the email is filled in', async () => {
    const [, , text] = await atTheForm({ login_hint: 'known@example.com' })
    expect(text).toContain('value="known@example.com"')
  })

  test('given a form sent from another site, when it arrives, then it is refused', async () => {
    const [browser, url] = await atTheForm()
    const forged = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams({ email: 'known@example.com', password }),
      headers: { origin: 'https://other.example', 'sec-fetch-site': 'cross-site' },
      redirect: 'manual',
    })
    expect(forged.status).toBe(403)
    expect((await browser.submit(url, { email: 'known@example.com', password })).status).toBe(303)
  })

  test('given the form of another browser, when sent from this one, then it is refused', async () => {
    const [, url] = await atTheForm()
    const answer = await new PlainBrowser().submit(url, { email: 'known@example.com', password })
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain('started in another browser')
  })

  test('given a form of a megabyte, when sent, then it is refused', async () => {
    const [browser, url] = await atTheForm()
    const answer = await browser.submit(url, { email: 'x'.repeat(1024 * 1024), password })
    expect(answer.status).toBe(403)
  })
})
