import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pathToFileURL } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { writeOpeningPage } from '../../plugin/local/opening-page.ts'
import { launchBrowser, openPage, seriousFindings, type WatchedPage } from '../support/browser.ts'
import { type ConsoleRun, startConsoleRun } from '../support/console-run.ts'
import { openLink } from '../support/run-key.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const timeoutMs = 60_000

describe('the key of the console in a browser', () => {
  let browser: Browser
  let run: ConsoleRun
  let other: ConsoleRun
  let elsewhere: Server
  let watched: WatchedPage

  beforeAll(async () => {
    ;[browser, run, other] = await Promise.all([
      launchBrowser(),
      startConsoleRun('cognito'),
      startConsoleRun('okta'),
    ])
    // Another site, as the sign-in page of a real issuer is: `127.0.0.1` and `localhost` are two sites.
    elsewhere = createServer(({ url }, response) => {
      if (url === '/') response.setHeader('content-type', 'text/html').end('<a href="/back">Back</a>')
      else response.writeHead(302, { location: `${run.issuer.url}/?code=a&state=b` }).end()
    }).listen(0, '127.0.0.1')
    await once(elsewhere, 'listening')
  }, timeoutMs)

  afterAll(async () => {
    elsewhere.close()
    await browser?.close()
    await Promise.all([run, other].map((each) => each?.close()))
  })

  beforeEach(async () => {
    watched = await openPage(browser, { viewport: { width: 1280, height: 860 } })
  })

  afterEach(() => watched.page.context().close())

  const signIn = () => watched.page.getByRole('button', { name: 'Sign in' })
  const locked = () => watched.page.getByRole('heading', { name: 'Open the console with its link' })

  test(
    'opens with the link, as often as it is followed, and leaves no key in the address',
    async () => {
      const { page, complaints } = watched
      for (const path of ['/', '/users', '/']) {
        await openLink(page, run.issuer, path)
        expect(page.url()).toBe(run.issuer.url + path)
      }
      await signIn().waitFor()
      expect(await page.evaluate('document.cookie')).toBe('')
      expect(complaints).toEqual([])
    },
    timeoutMs,
  )

  test(
    'opens from the page in the state folder, which is what a browser is started with',
    async () => {
      const folder = await temporaryFolder()
      const link = `${run.issuer.url}/?key=${run.issuer.key}`
      const file = await writeOpeningPage(folder.path, link)

      await watched.page.goto(pathToFileURL(file).href)

      await signIn().waitFor()
      expect(watched.page.url()).toBe(`${run.issuer.url}/`)
      await folder.remove()
    },
    timeoutMs,
  )

  test(
    'says where the link is to a browser without the key',
    async () => {
      const { page } = watched
      await page.goto(run.issuer.url)
      await locked().waitFor()
      await page.getByText('npx claimcheck link').waitFor()
      expect(await seriousFindings(page)).toEqual([])
      await page.goto(`${run.issuer.url}/?key=another`)
      await page.getByText('This link is from an earlier run.').waitFor()
    },
    timeoutMs,
  )

  test(
    'keeps two runs on one host apart',
    async () => {
      const { page } = watched
      await openLink(page, run.issuer)
      await page.goto(other.issuer.url)
      await locked().waitFor()
      await openLink(page, other.issuer)
      await page.goto(run.issuer.url)
      await signIn().waitFor()
    },
    timeoutMs,
  )

  test(
    'comes back from the sign-in page of another site',
    async () => {
      const { page } = watched
      await openLink(page, run.issuer)
      await page.goto(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`)
      await page.getByRole('link', { name: 'Back' }).click()
      await page.getByRole('alert').getByText('Sign in again here.').waitFor()
      expect(page.url()).toBe(`${run.issuer.url}/`)
    },
    timeoutMs,
  )
})
