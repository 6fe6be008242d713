import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { providerNames } from '../../providers/index.ts'
import { launchBrowser, openPage } from '../support/browser.ts'
import { type LocalRun, startLocalRun } from '../support/local-run.ts'
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts'

const pictures = join(import.meta.dirname, '..', '..', 'artifacts')

describe.each(providerNames)('the console of serverless local, provider %s', (provider) => {
  let browser: Browser
  let state: TemporaryFolder
  let run: LocalRun

  beforeAll(async () => {
    await mkdir(pictures, { recursive: true })
    state = await temporaryFolder()
    run = await startLocalRun({ stateDir: state.path, args: ['--param', `provider=${provider}`] })
    browser = await launchBrowser()
  }, 60_000)

  afterAll(async () => {
    await browser?.close()
    await run?.stop()
    await state.remove()
  })

  test('given the printed address, when a person signs up, then both tokens are decoded and the API has answered', async () => {
    const { page, complaints } = await openPage(browser, { viewport: { width: 1280, height: 1000 } })
    const [printed = ''] = run.output().match(/(?<=Sign in\s+)http\S+/) ?? []

    await page.goto(printed)
    await page.getByRole('button', { name: 'Create an account' }).click()
    await page.getByLabel('E-mail').fill('ada@example.com')
    await page.getByLabel('Password').fill('correct horse')
    await page.keyboard.press('Enter')
    if (provider === 'auth0') await page.getByRole('button', { name: 'Allow' }).click()
    await page.getByText('200').first().waitFor()
    await page.screenshot({ path: join(pictures, `local-run-${provider}.png`), fullPage: true })
    const text = await page.innerText('main')

    expect(text).toContain('ada@example.com')
    expect(text).toContain('claimsSource')
    expect(text).toContain(provider)
    expect(complaints).toEqual([])
    expect(run.output()).toMatch(/GET \/profile 200/)
  })
})
