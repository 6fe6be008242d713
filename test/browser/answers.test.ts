import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { seriousFindings } from '../support/browser.ts'
import { type ConsolePage, openConsoleOf } from '../support/console-page.ts'
import { writeManyRoutes } from '../support/many-routes.ts'
import { providerWithJwt, writeService } from '../support/service-fixture.ts'
import type { TemporaryFolder } from '../support/temporary-folder.ts'

const pictures = join(import.meta.dirname, '..', '..', 'artifacts')
const timeoutMs = 120_000
const window = { width: 1280, height: 860 }

/** Three routes: one that works, one that does what it is told, one that does not load. */
function writeThreeRoutes(): Promise<TemporaryFolder> {
  return writeService(
    `${providerWithJwt}  profile:
    handler: profile.handler
    events:
      - httpApi: { method: get, path: /profile, authorizer: jwt }
  fault:
    handler: fault.handler
    timeout: 1
    memorySize: 128
    events:
      - httpApi: GET /fault
  unloaded:
    handler: unloaded.handler
    events:
      - httpApi: GET /unloaded
`,
    {
      'profile.js':
        'exports.handler = async () => { console.log(\'one profile\'); return { statusCode: 200, body: \'{"name":"Ada"}\' } }',
      'fault.js': fault,
      'unloaded.js': "throw new Error('not today')",
    },
  )
}

const fault = `exports.handler = async ({ queryStringParameters: { kind } }) => {
  console.log('about to ' + kind)
  if (kind === 'throw') throw new TypeError('broken as asked')
  if (kind === 'wait') await new Promise((resolve) => setTimeout(resolve, 60_000))
  if (kind === 'hoard') for (const all = []; ; await new Promise(setImmediate)) all.push(Buffer.alloc(8e6, 1))
  if (kind === 'nonsense') return { statusCode: 'x' }
  return { statusCode: 415, headers: { 'content-type': 'application/problem+json' }, body: JSON.stringify({
    code: 'ERR_CONTENT_TYPE_UNSUPPORTED', status: 415, detail: 'Send the body with content-type: application/json.' }) }
}`

/** What a person does on the page. */
function handsOn(page: Page) {
  const answer = page.locator('#response')
  return {
    answer,
    log: answer.locator('[aria-label="Log"]'),
    async call(path: string) {
      const before = await answer.getAttribute('data-request')
      await page.getByLabel('Path', { exact: true }).fill(path)
      await page.getByRole('button', { name: 'Send', exact: true }).click()
      await page.locator(`#response[aria-busy="false"]:not([data-request="${before}"])`).waitFor()
    },
    async isInWindow(what: ReturnType<Page['locator']>) {
      const box = await what.boundingBox()
      return box !== null && box.y >= 0 && box.y + Math.min(box.height, 40) <= window.height
    },
  }
}

describe('the answers of a service with three routes, at 1280 x 860', () => {
  let opened: ConsolePage
  let page: Page
  let hands: ReturnType<typeof handsOn>

  beforeAll(async () => {
    await mkdir(pictures, { recursive: true })
    opened = await openConsoleOf(writeThreeRoutes(), { viewport: window })
    page = opened.page
    hands = handsOn(page)
  }, timeoutMs)

  afterAll(async () => {
    await opened?.close()
  })

  async function sound(what: string): Promise<void> {
    await page.screenshot({ path: join(pictures, `answers-${what}.png`) })
    expect(await seriousFindings(page)).toEqual([])
    expect(opened.complaints).toEqual([])
  }

  test(
    'a 200 has its log behind the other tabs',
    async () => {
      await page.getByRole('tab', { name: 'Log' }).click()

      expect(await hands.log.textContent()).toBe('one profile')
      expect(await page.getByRole('tab').allTextContents()).toEqual([
        'Response',
        'Principal',
        'Event',
        'Request',
        'Log',
      ])
      await page.getByRole('tab', { name: 'Response' }).click()
    },
    timeoutMs,
  )

  test.each([
    ['throw', 'The function failed', /^about to throw\nfailed: TypeError: broken as asked\n.*fault\.js:3/],
    ['wait', 'The function ran into its timeout', /^about to wait\ntimed out after 1 s and was ended$/],
    ['hoard', 'The function ran out of memory', /^about to hoard\nfailed: Runtime\.OutOfMemory: /],
    ['nonsense', "The function's response cannot be used", /^about to nonsense$/],
  ])(
    'a 500 of %s shows its log first, and why, without scrolling',
    async (kind, title, log) => {
      await hands.call(`/fault?kind=${kind}`)

      expect(await hands.answer.locator('.response-head').textContent()).toContain(
        '500 Internal Server Error',
      )
      expect(await page.getByRole('tab').first().textContent()).toBe('Log')
      expect(await page.getByRole('heading', { name: title }).isVisible()).toBe(true)
      expect(await hands.log.textContent()).toMatch(log)
      expect(await hands.isInWindow(hands.log)).toBe(true)
      await sound(kind)
    },
    timeoutMs,
  )

  test(
    'a function that does not load says so in the log of the request',
    async () => {
      await hands.call('/unloaded')

      expect(await page.getByRole('heading', { name: 'The function does not load' }).isVisible()).toBe(true)
      expect(await hands.log.textContent()).toMatch(/^failed to load: Error: not today\n.*unloaded\.js:1/)
    },
    timeoutMs,
  )

  test(
    'a problem of the framework leads to its code',
    async () => {
      await hands.call('/fault?kind=type')
      const link = hands.answer.getByRole('link', { name: /problem-codes/ })
      const [opening] = await Promise.all([page.waitForEvent('popup'), link.click()])
      await opening.waitForLoadState()

      expect(await opening.locator(':target').textContent()).toContain('ERR_CONTENT_TYPE_UNSUPPORTED')
      await opening.close()
    },
    timeoutMs,
  )

  test(
    'a 404 names the nearest route and copies as Markdown',
    async () => {
      await hands.call('/profile/')
      expect(await hands.answer.getByText('nearest: GET /profile').isVisible()).toBe(true)
      expect(await hands.answer.getByText(/^Send GET \/profile\. On HTTP APIs/).isVisible()).toBe(true)
      expect(opened.run.output()).toMatch(/\/profile\/.*no route matches; nearest: GET \/profile/)

      await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
      await page.getByRole('button', { name: 'Copy as Markdown, the explanation' }).click()
      const copied = await page.evaluate<string>('navigator.clipboard.readText()')
      expect(copied).toMatch(/^### `GET \/profile\/`: 404 Not Found\n/)
      // As a browser answers that forbids it.
      await page.evaluate(
        "navigator.clipboard.writeText = async () => { throw new DOMException('', 'NotAllowedError') }",
      )
      await page.getByRole('button', { name: 'Copy as Markdown, the explanation', exact: true }).click()
      await page.getByRole('button', { name: 'Copy as Markdown, the explanation: not copied' }).waitFor()
      await page.evaluate('delete navigator.clipboard.writeText')
      await sound('no-route')
    },
    timeoutMs,
  )

  test(
    'the answer is in the window at 390 pixels, too, with all tabs on one line',
    async () => {
      await page.setViewportSize({ width: 390, height: 844 })
      await hands.call('/fault?kind=throw')
      const tops = await page
        .getByRole('tab')
        .evaluateAll((tabs) => tabs.map((tab) => tab.getBoundingClientRect().top))

      expect(new Set(tops).size).toBe(1)
      expect(await hands.isInWindow(page.getByRole('heading', { name: 'The function failed' }))).toBe(true)
      await sound('narrow')
      await page.setViewportSize(window)
    },
    timeoutMs,
  )
})

describe('the answers of a service with 61 routes, at 1280 x 860', () => {
  let opened: ConsolePage
  let page: Page
  let hands: ReturnType<typeof handsOn>

  beforeAll(async () => {
    opened = await openConsoleOf(writeManyRoutes(), { viewport: window, colorScheme: 'dark' })
    page = opened.page
    hands = handsOn(page)
  }, timeoutMs)

  afterAll(async () => {
    await opened?.close()
  })

  test(
    'a misspelt path is explained with the nearest of them',
    async () => {
      await hands.call('/invoice/7')

      expect(await hands.answer.getByText('nearest: GET /invoices/{id}').isVisible()).toBe(true)
      expect(await hands.isInWindow(hands.answer.getByText(/^Did you mean GET \/invoices\/7\?/))).toBe(true)
      await hands.call('/notes')
    },
    timeoutMs,
  )

  test.each([
    ['curl', 'a curl command', /^TOKEN=\$\(npx claimcheck token .*\)\ncurl -i /],
    ['HTTPie', 'an HTTPie command', /^TOKEN=\$\(npx .*\)\nhttp --ignore-stdin GET /],
    ['fetch', 'code with fetch', /^\/\/ export TOKEN=.*\nconst response = await fetch\(/],
    ['.http file', 'an .http file', /^# export TOKEN=.*\n@token = .*\n\nGET http/],
    ['HAR', 'a HAR file', /^\{\n {2}"log": \{\n {4}"version": "1\.2"/],
  ])(
    'a call is shared as %s, without its token',
    async (name, what, shape) => {
      await page.getByLabel('Share as').selectOption(name)
      const text = (await page.getByLabel(`The request as ${what}`).textContent()) ?? ''

      expect(text).toMatch(shape)
      expect(text).not.toMatch(/eyJ[\w-]+\./)
      expect(await seriousFindings(page)).toEqual([])
    },
    timeoutMs,
  )

  test(
    'two requests are marked with the keyboard alone, compared, linked and closed',
    async () => {
      await page.getByRole('radio', { name: 'Id token', exact: true }).check()
      await hands.call('/notes')
      await page.getByRole('button', { name: 'Compare', exact: true }).focus()
      await page.keyboard.press('Enter')
      await page.locator('.requests .request[aria-pressed="true"]').waitFor()
      await page.locator('.requests button.request').nth(1).focus()
      await page.keyboard.press('Enter')

      const comparison = page.getByRole('region', { name: 'Two requests compared' })
      await comparison.locator('[data-name="token_use"].differs').waitFor()
      expect(await comparison.locator('[data-name="token_use"]').textContent()).toContain('differs')
      expect(await comparison.locator('[data-name="iss"]').count()).toBe(0)
      await comparison.getByLabel('Show what is the same, too').check()
      expect(await comparison.locator('[data-name="iss"]').count()).toBe(1)
      await page.screenshot({ path: join(pictures, 'answers-compared.png') })
      expect(await seriousFindings(page)).toEqual([])

      expect(new URL(page.url()).hash).toMatch(/^#\/compare\/[\w=-]+\/[\w=-]+$/)
      await page.reload()
      await comparison.locator('[data-name="token_use"].differs').waitFor()
      await comparison.getByRole('button', { name: 'Close' }).click()
      await hands.answer.waitFor()
      expect(opened.complaints).toEqual([])
    },
    timeoutMs,
  )
})
