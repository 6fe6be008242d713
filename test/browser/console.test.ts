import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { checkTitle } from '../../plugin/explain/check-titles.ts'
import { seriousFindings } from '../support/browser.ts'
import { type ConsolePage, openConsole } from '../support/console-page.ts'

const pictures = join(import.meta.dirname, '..', '..', 'artifacts')
const timeoutMs = 120_000
const wide = { width: 1280, height: 1000 }
const narrow = { width: 390, height: 844 }

/** What only one of the two tokens contains, by provider. */
const providers = [
  {
    provider: 'cognito',
    id: '"email": "ada@example.com"',
    access: '"profile.delete"',
    look: { viewport: wide },
  },
  {
    provider: 'auth0',
    id: '"email": "ada@example.com"',
    access: '"profile.delete"',
    look: { viewport: wide, colorScheme: 'dark' },
  },
  {
    provider: 'okta',
    id: '"email": "ada@example.com"',
    access: '"profile.delete"',
    look: { viewport: narrow, colorScheme: 'dark' },
  },
  {
    provider: 'oidc',
    id: '"email": "ada@example.com"',
    access: '"profile.delete"',
    look: { viewport: narrow },
  },
] as const

const pageTitles = [
  ['Call', 'Call the API'],
  ['API', /./],
  ['Access', 'Who may call what'],
  ['Explain', 'Explain a token'],
  ['Invoke', 'Invoke a function'],
  ['Tables', 'Tables'],
] as const

const placeAndSize =
  "(it) => Math.round(it.getBoundingClientRect().top + scrollY) + ' ' + getComputedStyle(it).fontSize"

describe.each(providers)(
  'the console of serverless local, provider $provider',
  ({ provider, id, access, look }) => {
    let opened: ConsolePage
    let page: Page

    /** One person signs up once; the tests follow each other on one page, as a person's calls would. */
    beforeAll(async () => {
      await mkdir(pictures, { recursive: true })
      opened = await openConsole(look, { args: ['--param', `provider=${provider}`] })
      page = opened.page
    }, timeoutMs)

    afterAll(() => opened?.close())

    const response = () => page.locator('#response')
    const choose = (name: string) => page.getByRole('radio', { name, exact: true }).check()
    const body = async () => (await response().locator('[aria-label="Response body"]').textContent()) ?? ''

    async function send(route: string, token: string, status: string): Promise<void> {
      await choose(route)
      await choose(token)
      const before = await response().getAttribute('data-request')
      await page.getByRole('button', { name: 'Send', exact: true }).click()
      await page.locator(`#response:not([data-request="${before}"])`).waitFor()
      await response().locator('.response-head').getByText(status).waitFor()
    }

    /** Sound to look at, to read aloud and to the browser. */
    async function sound(what: string): Promise<void> {
      await page.screenshot({ path: join(pictures, `console-${what}-${provider}.png`), fullPage: true })
      expect(await seriousFindings(page)).toEqual([])
      expect(opened.complaints).toEqual([])
    }

    test(
      'given a person who signed up, when the tokens are shown, then both are decoded, with the time left and the differences',
      async () => {
        expect(await page.locator('#session').textContent()).toContain('ada@example.com')
        await page.getByRole('button', { name: 'Show claims' }).click()
        expect(await page.locator('#id-payload [data-claim="nonce"]').textContent()).toContain('only here')
        expect(await page.locator('#id-payload [data-claim="iss"]').textContent()).not.toMatch(
          /only here|differs/,
        )
        const countdown = page.locator('.countdown').first()
        const before = (await countdown.textContent()) ?? ''
        await page.locator('.countdown', { hasNotText: before }).first().waitFor()
        expect(before).toMatch(/^expires in /)
        await sound('tokens')
        await page.getByRole('button', { name: 'Hide claims' }).click()
      },
      timeoutMs,
    )

    test(
      'given each page of the console, when it is opened, then its title is of the same size at the same place',
      async () => {
        const links = page.getByRole('navigation', { name: 'Pages' }).getByRole('link')
        const looks = new Set<unknown>()
        for (const [name, title] of pageTitles) {
          await links.getByText(name, { exact: true }).click()
          const heading = page.getByRole('heading', { level: 1, name: title })
          await heading.waitFor()
          looks.add(await heading.evaluate(placeAndSize))
        }
        await links.getByText('Call', { exact: true }).click()
        expect([...looks]).toHaveLength(1)
      },
      timeoutMs,
    )

    test(
      'given each token, when GET and POST are called, then the responses differ',
      async () => {
        await send('GET /profile', 'Id token', '200 OK')
        const byId = await body()
        await send('GET /profile', 'Access token', '200 OK')
        const byAccess = await body()

        expect(byId).toContain(id)
        expect(byAccess).not.toContain(id)
        expect(byAccess).toContain(access)

        await choose('POST /profile')
        await page.getByText('Matches the handler').waitFor({ timeout: 30_000 })
        await send('POST /profile', 'Id token', '201 Created')
        await page.getByRole('tab', { name: 'Request' }).click()
        expect(await response().textContent()).toContain('application/json')
        await page.getByRole('tab', { name: 'Response' }).click()
        await send('POST /profile', 'Access token', '200 OK')
        await sound('post')
      },
      timeoutMs,
    )

    test(
      'given a body that the schema rejects, when it is typed, then the page says so before the API does',
      async () => {
        await choose('POST /profile')
        await page.getByLabel('Body', { exact: true }).fill('{ "displayName": 7, "color": "red" }')
        await page.getByText('#/displayName: is of type number; expected string.').waitFor()

        await send('POST /profile', 'Id token', '422 Unprocessable Entity')
        expect(await body()).toContain('"#/displayName"')
      },
      timeoutMs,
    )

    test(
      'given a call that passed, when event and principal are opened, then they are what the function received and made of it',
      async () => {
        await send('GET /profile', 'Id token', '200 OK')
        const { principal } = JSON.parse(await body()) as { principal: object }

        await page.getByRole('tab', { name: 'Event' }).click()
        const event = JSON.parse((await response().locator('[aria-label="Event"]').textContent()) ?? '')
        await page.keyboard.press('ArrowLeft')
        const made = JSON.parse((await response().locator('[aria-label="Principal"]').textContent()) ?? '')
        await page.getByRole('tab', { name: 'Response' }).click()

        expect(event).toMatchObject({ version: '2.0', routeKey: 'GET /profile' })
        expect(made).toEqual(principal)
      },
      timeoutMs,
    )

    test.each([
      ['expired', '401', 'exp', 'The token has expired.'],
      ['issuer-slash', '401', 'iss', 'differ only by the slash'],
      ['alg-none', '401', 'decode', 'alg'],
      ['bearer-twice', '401', 'decode', 'Bearer'],
      ['other-scope', '403', 'scope', 'None of the route’s scopes'.replace('’', "'")],
    ] as const)(
      'given a broken token (%s), when DELETE is called with it, then %s is explained at %s',
      async (brokenId, status, check, fix) => {
        await choose('Broken token')
        await page.getByLabel('What is wrong with it').selectOption(brokenId)
        await send('DELETE /profile', 'Broken token', status)

        const failed = response().locator('.verdicts .failed')
        await response()
          .getByRole('heading', { name: `Refused at ${checkTitle(check)}`, exact: true })
          .waitFor()
        expect(await failed.getAttribute('data-check')).toBe(check)
        expect(await failed.textContent()).toMatch(/found.*expected/)
        expect(await response().locator('.fix').textContent()).toContain(fix)
        if (brokenId === 'expired') await sound('refused')
      },
      timeoutMs,
    )

    test(
      'given an explanation, when its link is followed, then it leads to that section',
      async () => {
        const [opened] = await Promise.all([
          page.context().waitForEvent('page'),
          response()
            .getByRole('link', { name: /docs\/guide\/refusals\.md#scope/ })
            .click(),
        ])
        await opened.getByRole('heading', { name: 'Why a token was refused' }).waitFor()
        expect(await opened.locator(':target').textContent()).toMatch(/scope/i)
        expect(await seriousFindings(opened)).toEqual([])
        await opened.close()
      },
      timeoutMs,
    )

    test(
      'given a request of curl, when it comes, then it shows at once, and is replayed as another person',
      async () => {
        const token = await opened.run.token({ use: 'id', user: 'bo@example.com' })
        await fetch(`${opened.run.apiUrl}/profile?from=curl`, {
          headers: { authorization: `Bearer ${token}` },
        })
        const line = page.locator('.request').first()
        await line.getByText('200').waitFor()
        await line.click()
        await page.getByRole('tab', { name: 'Request' }).click()
        await response().getByText(`Bearer ${token}`).waitFor()
        await page.getByRole('tab', { name: 'Response' }).click()
        expect(await body()).toContain('bo@example.com')

        await page.getByLabel('Replay as').selectOption('ada@example.com')
        await page.getByRole('button', { name: 'Replay' }).click()
        await response()
          .locator('[aria-label="Response body"]')
          .getByText('ada@example.com')
          .first()
          .waitFor()
        expect(await body()).not.toContain('bo@example.com')
        await sound('replay')
      },
      timeoutMs,
    )

    test(
      'given a call, when its curl command is looked at, then the token is a variable',
      async () => {
        await send('GET /profile', 'Id token', '200 OK')
        const line = (await page.getByLabel('The request as a curl command').textContent()) ?? ''

        expect(line).toBe(
          `TOKEN=$(npx claimcheck token --use id --user ada@example.com --state ${opened.stateDir})\n` +
            `curl -i -H "authorization: Bearer $TOKEN" ${opened.run.apiUrl}/profile`,
        )
      },
      timeoutMs,
    )

    test(
      'given all of that, when storage and address are looked at, then no token is there',
      async () => {
        const stored = await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])')
        expect(stored).not.toContain('eyJ')
        expect(page.url()).toMatch(/^http:\/\/localhost:\d+\/#\/r\/[\w=-]+$/)
      },
      timeoutMs,
    )
  },
)
