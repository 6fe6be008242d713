import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { launchBrowser, openPage } from '../support/browser.ts'
import { type ConsoleRun, startConsoleRun } from '../support/console-run.ts'
import { openLink } from '../support/run-key.ts'

const timeoutMs = 60_000

/** As a browser does where a person blocks the data of sites. */
const blockStorage =
  "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('blocked', 'SecurityError') } })"

describe('the colors that were chosen', () => {
  let browser: Browser
  let run: ConsoleRun

  beforeAll(async () => {
    ;[browser, run] = await Promise.all([launchBrowser(), startConsoleRun('cognito')])
  }, timeoutMs)

  afterAll(async () => {
    await browser?.close()
    await run?.close()
  })

  test.each([
    { where: 'stay after a reload', script: '', after: 'light' },
    { where: 'last for the page where storage is blocked', script: blockStorage, after: 'auto' },
  ])(
    '$where',
    async ({ script, after }) => {
      const { page, complaints } = await openPage(browser, {})
      await page.addInitScript(script)
      await openLink(page, run.issuer, '/')
      const shown = () => page.locator('html').getAttribute('data-colors')
      await page.getByRole('button', { name: 'Colors: auto. Change to light' }).click()
      expect(await shown()).toBe('light')
      await page.reload()

      expect(await shown()).toBe(after)
      expect(complaints).toEqual([])
      await page.context().close()
    },
    timeoutMs,
  )
})
