import type { BrowserContextOptions, Page } from 'playwright-core'
import { launchBrowser, openPage, type WatchedPage } from './browser.ts'
import { type LocalRun, type LocalRunOptions, startLocalRun } from './local-run.ts'
import { type TemporaryFolder, temporaryFolder } from './temporary-folder.ts'

/** The console of a `serverless local` in a browser, where a person has just signed up and the first call is answered. */
export interface ConsolePage extends WatchedPage {
  readonly run: LocalRun
  /** `--state` of the run. */
  readonly stateDir: string
  /** Ends the browser and the run, and removes its state. */
  close(): Promise<void>
}

export async function openConsole(
  look: BrowserContextOptions,
  options: Omit<LocalRunOptions, 'stateDir'> = {},
): Promise<ConsolePage> {
  const state = await temporaryFolder()
  const run = await startLocalRun({ stateDir: state.path, ...options })
  const browser = await launchBrowser()
  const watched = await openPage(browser, look)
  const { page } = watched
  page.setDefaultTimeout(30_000)
  await page.goto(/(?<=Console\s+)http\S+/.exec(run.output())?.[0] ?? '')
  await signUp(page)
  return {
    ...watched,
    run,
    stateDir: state.path,
    async close() {
      await browser.close()
      await run.stop()
      await state.remove()
    },
  }
}

/** The same for a service that was written for it, which is removed at the end. */
export async function openConsoleOf(
  written: Promise<TemporaryFolder>,
  look: BrowserContextOptions,
): Promise<ConsolePage> {
  const service = await written
  const opened = await openConsole(look, { dir: service.path })
  return {
    ...opened,
    async close() {
      await opened.close()
      await service.remove()
    },
  }
}

/** Creates the account of ada@example.com from the console, allows what is asked, and comes back to it. */
export async function signUp(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Create an account' }).click()
  await page.getByLabel(/^E-?mail/).fill('ada@example.com')
  await page.getByLabel('Password').fill('correct horse')
  await page.keyboard.press('Enter')
  const answer = page.locator('#response .response-head').getByText('200 OK')
  const consent = page.getByRole('button', { name: 'Allow' })
  await answer.or(consent).waitFor()
  if (await consent.isVisible()) await consent.click()
  await answer.waitFor()
}
