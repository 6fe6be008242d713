import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type ConsoleIssuer, startConsoleIssuer } from '../../support/console-issuer.ts'
import { codeRequest, PlainBrowser, passForms, redeemCode } from '../../support/issuer-client.ts'

const email = 'ada@example.com'
const password = 'correct horse'
const newPassword = 'another horse'

describe('forgotten password', () => {
  let clock = 0
  let issuer: ConsoleIssuer

  beforeEach(async () => {
    clock = Date.now()
    issuer = await startConsoleIssuer('cognito', { now: () => clock })
    await passForms(new PlainBrowser(), await codeRequest(issuer), { email, password })
  })

  afterEach(async () => {
    await issuer?.close()
  })

  /** A browser in the middle of a sign-in, and the sign-in's address. */
  async function begin() {
    const browser = new PlainBrowser()
    const request = await codeRequest(issuer)
    const { url } = await browser.follow(await browser.get(request.url.href), () => false)
    return { browser, request, url: url.href }
  }

  async function ask(typed: string) {
    const { browser, request, url } = await begin()
    const answer = await browser.submit(`${url}/forgotten`, { email: typed })
    const form = await browser.follow(answer, () => false)
    const code = /\b\d{6}\b/.exec(issuer.lines.at(-1) ?? '')?.[0] ?? ''
    return { browser, request, status: answer.status, form, text: (await form.page?.text()) ?? '', code }
  }

  async function signIn(typed: string): Promise<number> {
    const { browser, url } = await begin()
    return (await browser.submit(url, { email, password: typed })).status
  }

  test('given the sign-in page, when looked at, then it leads to the forgotten password', async () => {
    const { browser, url } = await begin()
    const path = new URL(url).pathname
    expect(await (await browser.get(url)).text()).toContain(`href="${path}/forgotten"`)
    expect(await (await browser.get(`${url}/forgotten`)).text()).toContain('<h1>Forgot password</h1>')
  })

  test('given a code, when given with a new password, then signed in; only the new password is good from then on', async () => {
    const { browser, request, form, text, code } = await ask(' Ada@Example.com')
    expect(text).toContain('<h1>New password</h1>')
    expect(text).not.toContain(code)
    expect(issuer.lines).toEqual([`New password: the code is ${code}, valid for 10 minutes.`])
    const answer = await browser.submit(form.url.href, { code, password: newPassword })
    const back = await browser.follow(answer, (url) => url.searchParams.has('code'))
    expect((await redeemCode(request, back.url)).id_token).toBeDefined()
    expect(await signIn(newPassword)).toBe(303)
    expect(await signIn(password)).toBe(422)
  })

  test('given a code that was used, when used again, then refused', async () => {
    const { browser, form, code } = await ask(email)
    await browser.submit(form.url.href, { code, password: newPassword })
    const second = await ask(email)
    const again = await second.browser.submit(second.form.url.href, { code, password: 'third horse' })
    if (code !== second.code) expect(again.status).toBe(422)
    expect(await signIn(newPassword)).toBe(303)
  })

  test('given an email that no user has, when asked for, then page, status and refusals are the same but for the email', async () => {
    const known = await ask(email)
    const unknown = await ask('eve@example.com')
    const plain = (text: string, email: string, url: URL) =>
      text.replaceAll(email, 'EMAIL').replaceAll(url.pathname.split('/')[2] ?? '', 'UID')
    expect(unknown.status).toBe(known.status)
    expect(plain(unknown.text, 'eve@example.com', unknown.form.url)).toBe(
      plain(known.text, email, known.form.url),
    )
    const wrong = known.code === '000000' ? '000001' : '000000'
    const refusals = await Promise.all(
      [known, unknown].map(({ browser, form }) =>
        browser.submit(form.url.href, { code: wrong, password: newPassword }),
      ),
    )
    const [ofKnown, ofUnknown] = await Promise.all(refusals.map((answer) => answer.text()))
    expect(refusals.map(({ status }) => status)).toEqual([422, 422])
    expect(plain(ofUnknown ?? '', 'eve@example.com', unknown.form.url)).toBe(
      plain(ofKnown ?? '', email, known.form.url),
    )
    expect(issuer.lines[1]).toBe('New password: no user here has the requested email, so there is no code.')
    expect(issuer.lines.join()).not.toContain('example.com')
  })

  test('given a code, when ten minutes have passed, then refused, and the old password is still good', async () => {
    const { browser, form, code } = await ask(email)
    clock += 10 * 60_000
    const answer = await browser.submit(form.url.href, { code, password: newPassword })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('This code has expired.')
    expect(await signIn(password)).toBe(303)
  })

  test('given five wrong codes, when the right one comes, then refused, and the terminal says why no code comes', async () => {
    const { browser, form, code } = await ask(email)
    const wrong = code === '000000' ? '000001' : '000000'
    for (let tries = 0; tries < 5; tries += 1)
      expect((await browser.submit(form.url.href, { code: wrong, password: newPassword })).status).toBe(422)
    expect((await browser.submit(form.url.href, { code, password: newPassword })).status).toBe(422)
    await ask(email)
    expect(issuer.lines.at(-1)).toContain('too many wrong codes')
    expect(await signIn(newPassword)).toBe(422)
  })

  test('given a password that is too short, when sent with the right code, then told so, and no try is lost', async () => {
    const { browser, form, code } = await ask(email)
    for (let tries = 0; tries < 6; tries += 1) {
      const answer = await browser.submit(form.url.href, { code, password: 'short' })
      expect(await answer.text()).toContain('at least 8 characters')
    }
    expect((await browser.submit(form.url.href, { code, password: newPassword })).status).toBe(303)
  })

  test('given text that is not an email, when asked for, then told so and nothing is made', async () => {
    const { browser, url } = await begin()
    const answer = await browser.submit(`${url}/forgotten`, { email: '"><script>alert(1)</script>' })
    expect(answer.status).toBe(422)
    expect(await answer.text()).not.toContain('<script>alert')
    expect(issuer.lines).toEqual([])
  })

  test('given no code asked for, when the second page is opened or sent, then back to the first', async () => {
    const { browser, url } = await begin()
    const path = new URL(url).pathname
    for (const answer of [
      await browser.get(`${url}/new-password`),
      await browser.submit(`${url}/new-password`, { code: '000000', password: newPassword }),
    ])
      expect(answer.headers.get('location')).toBe(`${path}/forgotten`)
  })

  test('given a code, when another browser gives it, then refused', async () => {
    const { form, code } = await ask(email)
    const answer = await new PlainBrowser().submit(form.url.href, { code, password: newPassword })
    expect(answer.status).toBe(400)
    expect(await signIn(password)).toBe(303)
  })

  test('given the user is deleted meanwhile, when the code comes, then refused without a new account', async () => {
    const { browser, form, code } = await ask(email)
    await fetch(`${issuer.url}/_claimcheck/user`, {
      method: 'DELETE',
      body: JSON.stringify({ user: email }),
      headers: { authorization: `Bearer ${issuer.key}`, 'content-type': 'application/json' },
    })
    expect((await browser.submit(form.url.href, { code, password: newPassword })).status).toBe(422)
    expect(await signIn(newPassword)).toBe(422)
  })
})
