import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser, openPage, seriousFindings, type WatchedPage } from '../support/browser.ts'
import { type LocalRun, startLocalRun } from '../support/local-run.ts'
import { serviceFixture } from '../support/service-fixture.ts'
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts'

const timeoutMs = 120_000

describe('the pages API and Access, without a sign-in', () => {
  let state: TemporaryFolder
  let run: LocalRun
  let browser: Browser
  let watched: WatchedPage
  let page: Page

  beforeAll(async () => {
    state = await temporaryFolder()
    run = await startLocalRun({ stateDir: state.path, dir: serviceFixture('contract') })
    browser = await launchBrowser()
    watched = await openPage(browser, { viewport: { width: 1280, height: 860 } })
    page = watched.page
    page.setDefaultTimeout(30_000)
    await page.goto(/(?<=Console\s+)http\S+/.exec(run.output())?.[0] ?? '')
  }, timeoutMs)

  afterAll(async () => {
    await browser?.close()
    await run?.stop()
    await state?.remove()
  })

  const open = (name: string) => page.getByRole('link', { name, exact: true }).click()
  const route = (routeKey: string) =>
    page.locator('details.route', {
      hasText: new RegExp(`^${routeKey.split(' ')[0]}.*${routeKey.split(' ')[1]}`),
    })

  test(
    'a route shows who may call it, its schemas, every problem, and leads to the call',
    async () => {
      await open('API')
      const shown = route('POST /folders')
      await shown.locator('summary').first().press('Enter')
      await shown.getByRole('heading', { name: 'Problems' }).waitFor()
      const text = (await shown.textContent()) ?? ''

      expect(text).toContain('Scope: notes-api/notes.write. In at least one of the groups editors, admins.')
      expect(text).toMatch(/one of "open", "done"/)
      expect(text).toContain('ERR_NOTE_LOCKEDSomebody else is editing this note.')
      expect(text).toContain('location header')
      expect(await seriousFindings(page)).toEqual([])

      await shown.getByRole('link', { name: 'Try it' }).click()
      await page.getByRole('radio', { name: 'POST /folders/{folder}/notes' }).waitFor()
      expect(await page.getByRole('radio', { name: 'POST /folders/{folder}/notes' }).isChecked()).toBe(true)
    },
    timeoutMs,
  )

  test(
    'routes can be filtered, and one of $default and any method are listed',
    async () => {
      await open('API')
      await page.locator('details.route').first().waitFor()
      expect(await page.locator('details.route').allTextContents()).toEqual(
        expect.arrayContaining([expect.stringMatching(/^ANY \/any/), expect.stringMatching(/^\$default/)]),
      )
    },
    timeoutMs,
  )

  test(
    'a schema that contains itself ends',
    async () => {
      await open('API')
      const odd = route('PUT /odd')
      await odd.locator('summary').first().click()
      await odd.getByRole('heading', { name: 'Body, optional' }).waitFor()
      expect(await odd.locator('details.more').count()).toBeGreaterThan(1)
      expect(await odd.locator(Array.from({ length: 4 }, () => 'details.more').join(' ')).count()).toBe(0)
    },
    timeoutMs,
  )

  test(
    'one button proves each cell; what is not proven says why, and a row leads to its route',
    async () => {
      await open('Access')
      await page.getByRole('button', { name: 'Verify with real calls' }).press('Enter')
      await page.getByText('All 7 routes called.').waitFor()
      const row = page.locator('tr', { hasText: 'POST /folders' })

      expect(await row.locator('td').nth(2).textContent()).toContain(
        '403, as expected without scope notes-api/notes.write',
      )
      expect(await page.locator('.findings').textContent()).toMatch(/Not proven.*GET \/signed \(no token/)
      expect(await page.locator('td.differs').count()).toBe(0)
      expect(await seriousFindings(page)).toEqual([])

      await row.getByRole('link').click()
      await page.locator('details.route[open]', { hasText: 'ERR_NOTE_LOCKED' }).waitFor()
      expect(watched.complaints).toEqual([])
    },
    timeoutMs,
  )

  test(
    'nothing is wider than a narrow window but the table, which scrolls',
    async () => {
      await page.setViewportSize({ width: 390, height: 844 })
      for (const name of ['API', 'Access']) {
        await open(name)
        await page.locator('details.route, .access-table').first().waitFor()
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
        expect(await seriousFindings(page)).toEqual([])
      }
    },
    timeoutMs,
  )
})
