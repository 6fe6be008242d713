import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import type { Issuer } from '../../plugin/local/issuer/start-issuer.ts'
import type { ProviderName } from '../../providers/index.ts'
import { launchBrowser, openPage, seriousFindings, type WatchedPage } from '../support/browser.ts'
import { startConsoleIssuer } from '../support/console-issuer.ts'
import { codeRequest } from '../support/issuer-client.ts'
import { keepKey } from '../support/run-key.ts'

const pictures = fileURLToPath(new URL('../../artifacts/', import.meta.url))
const password = 'correct horse'
const email = 'ada.lovelace@example.com'
const timeoutMs = 60_000
const wide = { width: 1280, height: 860 }
const narrow = { width: 390, height: 844 }

const looks = [
  { look: 'light-wide', options: { viewport: wide, colorScheme: 'light' } },
  { look: 'dark-wide', options: { viewport: wide, colorScheme: 'dark' } },
  { look: 'light-narrow', options: { viewport: narrow, colorScheme: 'light' } },
  { look: 'dark-narrow', options: { viewport: narrow, colorScheme: 'dark' } },
] as const

describe("the issuer's pages in a browser", () => {
  const endings: (() => Promise<void>)[] = []
  let browser: Browser

  beforeAll(async () => {
    await mkdir(pictures, { recursive: true })
    browser = await launchBrowser()
  }, timeoutMs)

  afterAll(() => browser?.close())

  afterEach(async () => {
    for (const end of endings.splice(0).reverse()) await end()
  })

  async function open(
    provider: ProviderName,
    { look, options }: { look: string; options: BrowserContextOptions },
  ) {
    const scopes = ['profile.delete', 'orders.read', 'orders.write']
    const issuer = await startConsoleIssuer(provider, { scopes })
    endings.push(issuer.close)
    const watched = await openPage(browser, options)
    endings.push(() => watched.page.context().close())
    await keepKey(watched.page, issuer)
    return { ...watched, issuer, sound: soundness(watched, look) }
  }

  /** Keeps a picture, and finds nothing wrong. Chromium calls the page's own status an error; that one is expected. */
  function soundness({ page, complaints }: WatchedPage, look: string) {
    return async (what: string, status?: number) => {
      await page.screenshot({ path: `${pictures}${what}-${look}.png`, fullPage: true })
      expect(await seriousFindings(page)).toEqual([])
      const expected = status === undefined ? [] : [expect.stringContaining(String(status))]
      expect(complaints.splice(0)).toEqual(expected)
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    }
  }

  /** Opens the sign-in form of a client; the way back to it is the console, which need not understand the answer. */
  async function begin(page: Page, issuer: Issuer): Promise<void> {
    await page.goto(
      (await codeRequest(issuer, { scope: 'openid email profile.delete orders.read' })).url.href,
    )
  }

  async function signUp(page: Page): Promise<void> {
    await page.getByRole('link', { name: 'Create one' }).click()
    await page.getByLabel('Email').fill(email)
    await page.getByLabel('Password').fill(password)
    await page.getByRole('button', { name: 'Create account' }).click()
  }

  test.each(looks)(
    'given a new user at Auth0 ($look), when asked for consent, then denying and allowing go by keyboard',
    async (look) => {
      const { page, issuer, sound } = await open('auth0', look)
      await begin(page, issuer)
      await signUp(page)
      await page.getByRole('heading', { name: 'Allow access?' }).waitFor()
      expect(await page.getByRole('listitem').allInnerTexts()).toEqual(
        ['Know who you are', 'See your email address', 'Delete profile', 'Read orders'].map((words) =>
          expect.stringContaining(words),
        ),
      )
      await sound('8-consent')
      await page.getByRole('button', { name: 'Deny' }).focus()
      const denied = page.waitForURL(/error=access_denied/)
      await page.keyboard.press('Enter')
      await denied
      await begin(page, issuer)
      await page.getByRole('button', { name: 'Allow' }).focus()
      const allowed = page.waitForURL(/\?code=/)
      await page.keyboard.press('Enter')
      await allowed
      expect(issuer.lines).toEqual([])
    },
    timeoutMs,
  )

  test.each(looks)(
    'given a forgotten password ($look), when the code of the terminal is typed with a new one, then signed in',
    async (look) => {
      const { page, issuer, sound } = await open('cognito', look)
      await begin(page, issuer)
      await signUp(page)
      await page.waitForURL(/localhost:\d+\//)
      await page.context().clearCookies({ name: /^(?!claimcheck-)/ })
      await begin(page, issuer)
      await sound('9-sign-in')
      await page.getByRole('link', { name: 'Forgot your password?' }).click()
      expect(await page.locator(':focus').getAttribute('name')).toBe('email')
      await sound('10-forgotten')
      await page.keyboard.type(email)
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: 'New password' }).waitFor()
      const code = /\d{6}/.exec(issuer.lines.join())?.[0] ?? ''
      expect(await page.content()).not.toContain(code)
      expect(await page.locator(':focus').getAttribute('name')).toBe('code')
      await sound('11-new-password')
      await page.keyboard.type(code === '000000' ? '000001' : '000000')
      await page.getByLabel('New password').fill('another horse')
      await page.keyboard.press('Enter')
      await page.getByText('Wrong code.').waitFor()
      expect(await page.locator(':focus').getAttribute('name')).toBe('code')
      await sound('12-new-password-refused', 422)
      await page.keyboard.type(code)
      await page.getByLabel('New password').fill('another horse')
      const back = page.waitForURL(/\?code=/)
      await page.keyboard.press('Enter')
      await back
    },
    timeoutMs,
  )

  test.each(looks)(
    'given the users page ($look), when a user is added, changed and deleted, then each is said and shown',
    async (look) => {
      const { page, issuer, sound } = await open('cognito', look)
      await page.goto(`${issuer.url}/users`)
      await page.getByText('No users yet').waitFor()
      await sound('13-users-nobody')
      await page.getByLabel('Email').fill('ada')
      await page.getByLabel('Groups').fill('admin, Billing Team')
      await page.getByRole('button', { name: 'Add user' }).click()
      await page.getByText('Enter an email address').waitFor()
      expect(await page.locator(':focus').inputValue()).toBe('ada')
      expect(await page.getByLabel('Groups').inputValue()).toBe('admin, Billing Team')
      await sound('14-users-refused', 422)

      for (const user of ['ada.lovelace@example.com', 'grace.hopper.with.a.long.name@research.example.com']) {
        await page.getByLabel('Email').fill(user)
        await page.getByLabel('Groups').fill('admin, Billing Team')
        await page.getByRole('button', { name: 'Add user' }).click()
        await page.getByRole('status').getByText('User added.').waitFor()
      }
      await page.getByRole('link', { name: 'Edit ada.lovelace@example.com' }).click()
      await page.getByRole('checkbox', { name: 'Delete profile' }).uncheck()
      await page.getByLabel('Groups').fill('admin')
      await sound('15-user')
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByRole('status').getByText('User saved.').waitFor()
      const ada = page.getByRole('listitem').filter({ hasText: 'ada.lovelace' })
      expect(await ada.innerText()).toContain('Permissions: orders.read, orders.write')
      expect(await ada.innerText()).not.toContain('Billing Team')
      await sound('16-users')

      await page.getByRole('link', { name: 'Edit ada.lovelace@example.com' }).click()
      expect(await page.getByRole('checkbox', { name: 'Delete profile' }).isChecked()).toBe(false)
      await page.getByText('Delete this user').click()
      await sound('17-user-deleting')
      await page.getByRole('button', { name: 'Delete permanently' }).click()
      await page.getByRole('status').getByText('User deleted.').waitFor()
      expect(await page.getByRole('listitem').count()).toBe(1)
      expect(issuer.lines).toEqual([])
    },
    timeoutMs,
  )

  test(
    'given a browser without scripts, when a password is forgotten, consent given and the user deleted, then the forms do it all',
    async () => {
      const options = { viewport: wide, javaScriptEnabled: false }
      const { page, complaints, issuer } = await open('auth0', { look: 'no-script', options })
      await page.goto(`${issuer.url}/users`)
      await page.getByLabel('Email').fill(email)
      await page.getByRole('button', { name: 'Add user' }).click()
      await page.getByRole('status').getByText('User added.').waitFor()

      await begin(page, issuer)
      await page.getByRole('link', { name: 'Forgot your password?' }).click()
      await page.getByLabel('Email').fill(email)
      await page.getByRole('button', { name: 'Show a code in the terminal' }).click()
      await page.getByLabel('Code').fill(/\d{6}/.exec(issuer.lines.join())?.[0] ?? '')
      await page.getByLabel('New password').fill('another horse')
      await page.getByRole('button', { name: 'Change and sign in' }).click()
      await page.getByRole('button', { name: 'Allow' }).click()
      await page.waitForURL(/\?code=/)

      await page.goto(`${issuer.url}/users`)
      await page.getByRole('link', { name: `Edit ${email}` }).click()
      await page.getByText('Delete this user').click()
      await page.getByRole('button', { name: 'Delete permanently' }).click()
      await page.getByText('No users yet').waitFor()
      expect(complaints).toEqual([])
    },
    timeoutMs,
  )
})
