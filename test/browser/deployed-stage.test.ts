import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { type StageConsole, startStageConsole } from '../../plugin/local/console/stage/start-stage-console.ts'
import { launchBrowser, openPage, seriousFindings, type WatchedPage } from '../support/browser.ts'
import { signUp } from '../support/console-page.ts'
import { type ConsoleRun, startConsoleRun } from '../support/console-run.ts'
import { freePort } from '../support/local-run.ts'
import { openLink } from '../support/run-key.ts'

const pictures = join(import.meta.dirname, '..', '..', 'artifacts')
const timeoutMs = 120_000

/** The embedded issuer stands for the real provider, the local gateway for the deployed API: each on a port of its own. */
describe.each(['cognito', 'auth0', 'okta'] as const)(
  'the console for a deployed stage, provider %s',
  (provider) => {
    let browser: Browser
    let deployed: ConsoleRun
    let stage: StageConsole
    let watched: WatchedPage
    let page: Page

    beforeAll(async () => {
      await mkdir(pictures, { recursive: true })
      const port = await freePort()
      deployed = await startConsoleRun(provider, [`http://localhost:${port}`])
      const { issuer, apiUrl, service } = deployed
      const target = {
        provider,
        apiUrl,
        issuer: issuer.issuer,
        clientId: issuer.clientId,
        scopes: ['openid', 'email', 'profile'],
        signInAudience: provider === 'auth0' ? issuer.audience[0] : undefined,
        routes: service.routes,
        functions: async () => new Map(),
      }
      stage = await startStageConsole(target, port)
      browser = await launchBrowser()
      watched = await openPage(browser, { viewport: { width: 1280, height: 1000 } })
      page = watched.page
      page.setDefaultTimeout(30_000)
    }, timeoutMs)

    afterAll(async () => {
      await browser?.close()
      await stage?.close()
      await deployed?.close()
    })

    const response = () => page.locator('#response')

    test(
      'given a person of the provider, when they sign in, then they come back with tokens and the API has answered',
      async () => {
        await openLink(page, stage)
        const atProvider = page.waitForURL(`${deployed.issuer.url}/**`)
        await Promise.all([atProvider, signUp(page)])

        expect(page.url()).toMatch(/^http:\/\/localhost:\d+\/#\/r\/[\w=-]+$/)
        expect(await page.locator('#session').textContent()).toContain('ada@example.com')
        expect(await response().textContent()).toContain('apigw-requestid')
        await page.getByRole('tab', { name: 'Event' }).click()
        await response().getByText('Only AWS knows').waitFor()
        await page.getByRole('tab', { name: 'Response' }).click()
      },
      timeoutMs,
    )

    test(
      'given a token without the scope, when the API refuses it, then the reason is found from the token and the settings',
      async () => {
        await page.getByRole('radio', { name: 'DELETE /things/{id}' }).check()
        await page.getByLabel('Path variable id').fill('7')
        await page.getByRole('button', { name: 'Send', exact: true }).click()
        await response().getByText('403 Forbidden').waitFor()

        await response().getByRole('heading', { name: 'Refused at scope' }).waitFor()
        expect(await response().locator('[data-check="signature"]').getAttribute('class')).toBe('passed')
        await page.screenshot({ path: join(pictures, `stage-${provider}.png`), fullPage: true })
        expect(await seriousFindings(page)).toEqual([])
        expect(watched.complaints).toEqual([])
      },
      timeoutMs,
    )

    test(
      'given a broken token, when it is chosen, then only such are on offer as need no key of the issuer',
      async () => {
        await page.getByRole('radio', { name: 'Broken token' }).check()
        await page.getByLabel('What is wrong with it').selectOption('edited')
        await page.getByRole('button', { name: 'Send', exact: true }).click()
        await response().getByRole('heading', { name: 'Refused at signature' }).waitFor()
        await page.getByLabel('What is wrong with it').selectOption('bearer-twice')
        await page.getByRole('button', { name: 'Send', exact: true }).click()
        await response().getByRole('heading', { name: 'Refused at decode' }).waitFor()
        expect(await response().locator('.fix').textContent()).toContain('Bearer')

        expect(await page.locator('#broken-token option[value="expired"]').count()).toBe(0)
        expect(await page.locator('#broken-token option[value="bearer-twice"]').count()).toBe(1)
      },
      timeoutMs,
    )

    test(
      'given requests that were made here, when one is replayed, then it is sent again with the same token',
      async () => {
        const before = await page.locator('.request').count()
        await page.getByRole('button', { name: 'Replay' }).click()
        await page.locator('.request').nth(before).waitFor()
        await page.locator('.request').first().getByText('refused at decode').waitFor()
        expect(await page.getByLabel('Replay as').count()).toBe(0)
      },
      timeoutMs,
    )
  },
)
