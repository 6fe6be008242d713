import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { describedRoutes } from '../../plugin/local/console/server/described-routes.ts'
import { createRequestHistory } from '../../plugin/local/console/server/request-history.ts'
import type { Issuer } from '../../plugin/local/issuer/start-issuer.ts'
import type { ProviderName } from '../../providers/index.ts'
import { issuerProfiles } from '../../providers/registry.ts'
import { launchBrowser, openPage, seriousFindings, type WatchedPage } from '../support/browser.ts'
import { type ConsoleIssuer, startConsoleIssuer } from '../support/console-issuer.ts'
import { startProfileApi } from '../support/profile-api.ts'
import { keepKey, openLink } from '../support/run-key.ts'
import { aRoute } from '../support/test-api.ts'

const pictures = fileURLToPath(new URL('../../artifacts/', import.meta.url))
const password = 'correct horse'
const timeoutMs = 60_000
const wide = { width: 1280, height: 860 }
const narrow = { width: 390, height: 844 }

const routes = ['GET /profile', 'POST /profile'].map((routeKey) => aRoute(routeKey))

/** Every provider, and between them every look. */
const journeys = [
  { provider: 'cognito', look: 'light-wide', options: { viewport: wide, colorScheme: 'light' } },
  { provider: 'cognito', look: 'dark-narrow', options: { viewport: narrow, colorScheme: 'dark' } },
  { provider: 'auth0', look: 'dark-wide', options: { viewport: wide, colorScheme: 'dark' } },
  { provider: 'okta', look: 'light-narrow', options: { viewport: narrow, colorScheme: 'light' } },
] as const

describe('sign-in and console in a browser', () => {
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

  /** An issuer of that provider, an API that trusts it, and a page of its own. */
  async function open(
    provider: ProviderName,
    options: BrowserContextOptions = { viewport: wide },
  ): Promise<WatchedPage & { issuer: ConsoleIssuer }> {
    const api = await startProfileApi()
    endings.push(api.close)
    const issuer = await startConsoleIssuer(provider, {
      apiUrl: api.url,
      scopes: ['profile.delete'],
      api: {
        history: createRequestHistory(),
        routes: async () => routes,
        functions: async () => new Map(),
        described: async () => describedRoutes(routes, new Map()),
        basePath: async () => '',
      },
    })
    endings.push(issuer.close)
    api.trust(issuer.issuer, issuer.url + issuerProfiles[provider].endpoints.jwks, issuer.url)
    const watched = await openPage(browser, options)
    endings.push(() => watched.page.context().close())
    await keepKey(watched.page, issuer)
    return { ...watched, issuer }
  }

  async function fillIn(page: Page, email: string, typed = password): Promise<void> {
    await page.getByLabel('Email').fill(email)
    await page.getByLabel('Password').fill(typed)
    await page.keyboard.press('Enter')
  }

  async function signUp(page: Page, issuer: Issuer, email: string): Promise<void> {
    await openLink(page, issuer)
    await page.getByRole('button', { name: 'Create an account' }).click()
    await page.getByRole('heading', { name: 'Create an account' }).waitFor()
    await fillIn(page, email)
    await answered(page)
  }

  async function answered(page: Page): Promise<void> {
    await page.locator('#response .response-head').getByText('200 OK').waitFor()
  }

  test(
    'given a page with a field that has no label, when axe-core looks, then it finds that',
    async () => {
      const { page } = await openPage(browser)
      await page.setContent('<html lang="en"><title>A page</title><main><h1>A page</h1><input></main></html>')
      expect(await seriousFindings(page)).toEqual(['critical label: input'])
      await page.context().close()
    },
    timeoutMs,
  )

  test.each(journeys)(
    'given a new user at $provider, when they sign up ($look), then both tokens and the answer of the API are there, and every page is sound',
    async ({ provider, look, options }) => {
      const { page, complaints, issuer } = await open(provider, options)
      const sound = async (what: string) => {
        await page.screenshot({ path: `${pictures}${what}-${provider}-${look}.png`, fullPage: true })
        expect(await seriousFindings(page)).toEqual([])
        expect(complaints).toEqual([])
      }
      await openLink(page, issuer)
      await sound('1-welcome')
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByRole('heading', { name: 'Sign in' }).waitFor()
      expect(await page.locator(':focus').getAttribute('name')).toBe('email')
      await sound('2-sign-in')
      await page.getByRole('link', { name: 'Create one' }).click()
      await sound('3-sign-up')
      await fillIn(page, 'ada', 'short')
      await page.getByText('Choose a password of at least 8 characters.').waitFor()
      // Chromium calls the page's own status an error.
      expect(complaints.splice(0)).toEqual([expect.stringContaining('422')])
      expect(await page.locator(':focus').inputValue()).toBe('ada')
      await sound('4-sign-up-refused')

      await fillIn(page, 'ada.lovelace@example.com')
      if (issuerProfiles[provider].consent === 'asked')
        await page.getByRole('button', { name: 'Allow' }).click()
      await answered(page)
      expect(await page.locator('#session').textContent()).toContain('ada.lovelace@example.com')
      expect(page.url()).toMatch(/^http:\/\/localhost:\d+\/#\/r\/[\w=-]+$/)
      await page.getByRole('button', { name: 'Show claims' }).click()
      expect(await page.locator('#id-payload').textContent()).toContain(issuer.issuer)
      expect(await page.locator('#access-payload').textContent()).toContain('profile.delete')
      expect(await page.locator('#response .body').first().textContent()).toContain(
        `"iss": "${issuer.issuer}"`,
      )
      await sound('5-tokens')
      expect(issuer.lines).toEqual([])
    },
    timeoutMs,
  )

  test(
    'given the tokens, when looked at, then claims that differ are marked, and those alike are not',
    async () => {
      const { page, issuer } = await open('cognito')
      await signUp(page, issuer, 'ada@example.com')
      await page.getByRole('button', { name: 'Show claims' }).click()
      const row = (use: string, claim: string) =>
        page.locator(`#${use}-payload [data-claim="${claim}"]`).textContent()
      expect(await row('id', 'email')).toContain('only here')
      expect(await row('access', 'scope')).toContain('only here')
      expect(await row('id', 'token_use')).toContain('differs')
      expect(await row('id', 'iss')).not.toMatch(/only here|differs/)
    },
    timeoutMs,
  )

  test(
    'given a signed-in page, when the API is called with each token and with none, then each answer is shown',
    async () => {
      const { page, complaints, issuer } = await open('cognito')
      await signUp(page, issuer, 'ada@example.com')
      const answer = page.locator('#response')
      const send = async (token: string, status: string) => {
        await page.getByRole('radio', { name: token }).check()
        await page.getByRole('button', { name: 'Send', exact: true }).click()
        await answer.getByText(status).waitFor()
      }
      await send('No token', '401 Unauthorized')
      expect(await answer.textContent()).toContain('www-authenticate')

      await page.getByRole('radio', { name: 'POST /profile' }).check()
      await page.getByLabel('Body', { exact: true }).fill('{ "displayName": "Ada"')
      await page.getByText('Not JSON').waitFor()
      await page.getByLabel('Body', { exact: true }).fill('{ "displayName": "Ada" }')
      await send('Id token', '201 Created')
      expect(JSON.parse((await answer.locator('.body').first().textContent()) ?? '')).toMatchObject({
        principal: { email: 'ada@example.com' },
        profile: { displayName: 'Ada' },
      })
      await page.screenshot({ path: `${pictures}6-post.png`, fullPage: true })
      expect(await seriousFindings(page)).toEqual([])
      expect(complaints).toEqual([])
    },
    timeoutMs,
  )

  test(
    'given a signed-in user, when they sign out, then one click does it and the password is asked for again',
    async () => {
      const { page, complaints, issuer } = await open('cognito')
      await signUp(page, issuer, 'ada@example.com')
      await page.getByRole('button', { name: 'Sign out' }).click()
      await page.getByRole('heading', { name: 'See what your API sees.' }).waitFor()
      await page.getByRole('button', { name: 'Sign in' }).click()
      await fillIn(page, 'ada@example.com')
      await answered(page)
      expect(complaints).toEqual([])
    },
    timeoutMs,
  )

  test(
    'a reload of a signed-in page gets new tokens from the session, and no token is stored',
    async () => {
      const { page, issuer } = await open('cognito')
      await signUp(page, issuer, 'ada@example.com')
      const stored = await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])')
      expect(stored).not.toContain('eyJ')
      await page.reload()
      await page.locator('#session').getByText('ada@example.com').waitFor()
    },
    timeoutMs,
  )

  test(
    'a reload after the session has ended shows the welcome',
    async () => {
      const { page, issuer, complaints } = await open('cognito')
      await signUp(page, issuer, 'ada@example.com')
      await page.context().clearCookies({ name: /_session/ })
      await page.reload()
      await page.getByRole('heading', { name: 'See what your API sees.' }).waitFor()
      expect(complaints).toEqual([])
    },
    timeoutMs,
  )

  test(
    'given a way back that nobody went, when the page opens, then it says so and shows no token',
    async () => {
      const { page, issuer } = await open('cognito')
      await page.goto(`${issuer.url}/?code=forged&state=forged`)
      await page.getByRole('alert').getByText('Sign in again here.').waitFor()
      expect(page.url()).toBe(`${issuer.url}/`)
      expect(await page.locator('#tokens').isVisible()).toBe(false)
    },
    timeoutMs,
  )

  test(
    'the buttons wait for the program of the page, so that no click is lost',
    async () => {
      const { page, issuer } = await open('cognito', { viewport: wide, javaScriptEnabled: false })
      await openLink(page, issuer)
      expect(await page.getByRole('button', { name: 'Sign in' }).isDisabled()).toBe(true)

      const { page: running, issuer: other } = await open('cognito')
      await openLink(running, other)
      await running.getByRole('button', { name: 'Sign in' }).click({ trial: true })
    },
    timeoutMs,
  )

  test(
    'given a browser without scripts, when signing up and out, then the forms do it all',
    async () => {
      const { page, complaints, issuer } = await open('cognito', { viewport: wide, javaScriptEnabled: false })
      const { endpoints } = issuerProfiles.cognito
      const request = new URL(issuer.url + endpoints.authorization)
      request.search = new URLSearchParams({
        response_type: 'code',
        client_id: issuer.clientId,
        redirect_uri: `${issuer.url}/`,
        scope: 'openid',
        code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
        code_challenge_method: 'S256',
      }).toString()
      await page.goto(request.href)
      await page.getByRole('link', { name: 'Create one' }).click()
      await fillIn(page, 'ada@example.com')
      await page.waitForURL(/\?code=/)
      await page.goto(issuer.url + endpoints.endSession)
      await page.screenshot({ path: `${pictures}7-sign-out.png` })
      await page.getByRole('button', { name: 'Sign out' }).click()
      await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
      expect(complaints).toEqual([])
    },
    timeoutMs,
  )
})
