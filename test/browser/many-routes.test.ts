import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { brokenTokenGroups } from '../../authorizer/broken-tokens/all.ts'
import { seriousFindings } from '../support/browser.ts'
import { type ConsolePage, openConsoleOf } from '../support/console-page.ts'
import { writeManyRoutes } from '../support/many-routes.ts'

const timeoutMs = 120_000
const window = { width: 1280, height: 860 }

describe('the console of a service with 61 routes, at 1280 x 860', () => {
  let opened: ConsolePage
  let page: Page

  beforeAll(async () => {
    opened = await openConsoleOf(writeManyRoutes(), { viewport: window })
    page = opened.page
  }, timeoutMs)

  afterAll(async () => {
    await opened?.close()
  })

  const headline = () => page.locator('#response .response-head')
  const choose = (name: string) => page.getByRole('radio', { name, exact: true }).check()
  const press = () => page.getByRole('button', { name: 'Send', exact: true }).click()

  async function fillHeader(name: string, value: string): Promise<void> {
    await page.getByText('Headers', { exact: true }).click()
    await page.getByLabel('Header 1, name').fill(name)
    await page.getByLabel('Header 1, value').fill(value)
  }

  /** Sends, and waits for the answer to this call. */
  async function send(): Promise<void> {
    const before = await page.locator('#response').getAttribute('data-request')
    await press()
    await page.locator(`#response[aria-busy="false"]:not([data-request="${before}"])`).waitFor()
  }

  async function isInWindow(selector: string): Promise<boolean> {
    const box = await page.locator(selector).first().boundingBox()
    return box !== null && box.y >= 0 && box.y < window.height - 40
  }

  test(
    'the button and the answer are in the window, before and after Send',
    async () => {
      await page.getByLabel('Filter the routes').fill('orders delete')
      await choose('DELETE /orders/{id}')
      await page.getByLabel('Path variable id').fill('a/b')
      await send()

      expect(await isInWindow('#request button[type="submit"]')).toBe(true)
      expect(await isInWindow('#response .status')).toBe(true)
      expect(await headline().textContent()).toContain('DELETE /orders/a%2Fb')
      expect(await seriousFindings(page)).toEqual([])
      expect(opened.complaints).toEqual([])
    },
    timeoutMs,
  )

  test(
    'a pasted address is taken apart, and headers are sent',
    async () => {
      await page.getByLabel('Filter the routes').fill('notes')
      await choose('GET /notes')
      await page.getByLabel('Path', { exact: true }).fill('https://api.example.com/notes?limit=2')
      await fillHeader('x-tenant', 'acme')
      expect(await page.getByLabel('Path', { exact: true }).inputValue()).toBe('/notes')
      await send()

      const body = (await page.locator('[aria-label="Response body"]').textContent()) ?? ''
      expect(JSON.parse(body)).toEqual({ rawPath: '/notes', rawQueryString: 'limit=2', tenant: 'acme' })
    },
    timeoutMs,
  )

  test(
    'a slow call greys the answer before it, shows the time, is in the list, and can be cancelled',
    async () => {
      await page.getByLabel('Filter the routes').fill('slow')
      await choose('GET /slow')
      await press()

      await headline().getByText('Waiting').waitFor()
      expect(await headline().textContent()).toContain('GET /slow')
      expect(await headline().textContent()).not.toContain('200 OK')
      expect(await page.locator('#response').getAttribute('aria-busy')).toBe('true')
      expect(await page.locator('.requests li').first().textContent()).toContain('GET /slow')
      expect(await seriousFindings(page)).toEqual([])

      await page.getByRole('button', { name: 'Cancel' }).click()
      await page.getByRole('alert').getByText('Cancelled').waitFor()
      expect(await page.locator('#response').getAttribute('aria-busy')).toBe('false')
    },
    timeoutMs,
  )

  test(
    'a request has a link that a reload and another tab follow',
    async () => {
      await page.getByLabel('Filter the routes').fill('notes')
      await choose('GET /notes')
      await send()
      const [link, id] = [page.url(), await page.locator('#response').getAttribute('data-request')]

      await page.reload()
      await page.locator(`#response[data-request="${id}"]`).waitFor()
      expect(page.url()).toBe(link)

      await fillHeader('x-tenant', 'acme')
      await page.goto(`${opened.run.consoleUrl}/#/call?route=POST+/orders&broken=expired`)
      await page.getByLabel('What is wrong with it').waitFor()
      expect(await page.getByRole('radio', { name: 'POST /orders' }).isChecked()).toBe(true)
      expect(await page.getByLabel('Header 1, value').inputValue()).toBe('acme')
    },
    timeoutMs,
  )

  test(
    'the curl command of a broken token breaks it again',
    async () => {
      await choose('Broken token')
      await page.getByLabel('What is wrong with it').selectOption('expired')
      await send()
      const line = (await page.getByLabel('The request as a curl command').textContent()) ?? ''

      expect(line).toContain(`TOKEN=$(npx claimcheck token --broken expired --state ${opened.stateDir})`)
    },
    timeoutMs,
  )

  test(
    'a request is edited and sent again',
    async () => {
      await page.getByRole('button', { name: 'Edit and send' }).click()
      expect(await page.getByLabel('Authorization header, exactly as sent').inputValue()).toMatch(
        /^Bearer eyJ/,
      )
      await choose('Access token')
      await send()
      expect(await headline().textContent()).toContain('200 OK')
    },
    timeoutMs,
  )

  test(
    'a token that is valid now is refused as of 2 hours later, by the call and by Explain',
    async () => {
      const refused = page.getByRole('heading', { name: 'Refused at exp (expiry)' })
      const to = (name: string) => page.getByRole('link', { name, exact: true }).click()
      await page.getByLabel('Pretend it is').selectOption('in 2 hours')
      await send()
      await refused.waitFor()
      await page.getByLabel('Pretend it is').selectOption('now')

      await to('Explain')
      await page.getByRole('button', { name: 'My access token' }).click()
      await page.getByRole('heading', { name: 'Accepted' }).waitFor()
      await page.getByLabel('As of').selectOption('in 2 hours')
      await refused.waitFor()
      await to('Call')
    },
    timeoutMs,
  )

  test(
    'every broken token is explained in rows of a readable height',
    async () => {
      await choose('Broken token')
      for (const { id } of brokenTokenGroups.flatMap(({ tokens }) => tokens)) {
        await page.getByLabel('What is wrong with it').selectOption(id)
        await send()
        const heights = await page
          .locator('.verdicts li')
          .evaluateAll((rows) => rows.map((row) => (row as unknown as { offsetHeight: number }).offsetHeight))
        expect({ id, tallest: Math.max(0, ...heights) }).toEqual({ id, tallest: expect.any(Number) })
        expect({ id, isReadable: Math.max(0, ...heights) <= 220 }).toEqual({ id, isReadable: true })
      }
      expect(opened.complaints).toEqual([])
    },
    timeoutMs,
  )

  test(
    'a foreign token that is pasted is explained in rows of a readable height',
    async () => {
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
      const claims = { iss: 'https://elsewhere.example.com', aud: ['a', 'b'], sub: '7', exp: 1, iat: 0 }
      await choose('Pasted')
      await page
        .getByLabel('Authorization header, exactly as sent')
        .fill(
          `Bearer ${part({ alg: 'RS256', kid: 'k1' })}.${part(claims)}.${Buffer.alloc(256, 7).toString('base64url')}`,
        )
      await send()

      const rows = page.locator('.verdicts li')
      const heights = await rows.evaluateAll((all) =>
        all.map((row) => (row as unknown as { offsetHeight: number }).offsetHeight),
      )
      expect(heights.length).toBeGreaterThan(10)
      expect(Math.max(...heights)).toBeLessThanOrEqual(220)
      expect(await page.locator('.predicted').count()).toBeGreaterThan(1)
    },
    timeoutMs,
  )

  test(
    'an address that the console does not have leads back to it',
    async () => {
      const response = await page.goto(`${opened.run.consoleUrl}/notes`)
      expect(response?.status()).toBe(404)
      await page.getByRole('heading', { name: 'No such page' }).waitFor()
      expect(await page.textContent('main')).toContain(opened.run.apiUrl)
    },
    timeoutMs,
  )
})
