import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

/** The system's Chromium; the environment variable CHROMIUM_PATH names another. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

export interface WatchedPage {
  readonly page: Page
  /** Everything the browser complained about: console errors and warnings, exceptions, requests that got no answer. */
  readonly complaints: string[]
}

export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<WatchedPage> {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  const complaints: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()))
      complaints.push(`${message.text()} ${message.location().url}`)
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('requestfailed', (request) => {
    // What a page was still loading when it was left is no complaint.
    const reason = request.failure()?.errorText
    if (reason !== 'net::ERR_ABORTED') complaints.push(`${request.url()} ${reason}`)
  })
  return { page, complaints }
}

/**
 * Everything that axe-core finds on the page, of WCAG's levels A and AA and of best practice, one line each. Run in a world of its own,
 * so that the page's policy against foreign scripts stays in force.
 */
export async function whatAxeFinds(page: Page): Promise<string[]> {
  const findings = await runAxe(page)
  return findings.map(({ id, impact, targets }) => `${impact} ${id}: ${targets.join(', ')}`)
}

/** What of it is serious or critical. */
export async function seriousFindings(page: Page): Promise<string[]> {
  const findings = await whatAxeFinds(page)
  return findings.filter((finding) => /^(serious|critical) /.test(finding))
}

interface Finding {
  readonly id: string
  readonly impact: string
  readonly targets: readonly string[]
}

async function runAxe(page: Page): Promise<readonly Finding[]> {
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  const session = await page.context().newCDPSession(page)
  const { frameTree } = await session.send('Page.getFrameTree')
  const world = await session.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
    worldName: 'axe',
  })
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    expression: `${axe};axe.run().then(({ violations }) => JSON.stringify(violations.map(
      ({ id, impact, nodes }) => ({ id, impact, targets: nodes.map(({ target }) => target.join(' ')) }))))`,
    contextId: world.executionContextId,
    awaitPromise: true,
    returnByValue: true,
  })
  await session.detach()
  if (exceptionDetails) throw new Error(`axe-core did not run: ${exceptionDetails.text}`)
  return JSON.parse(String(result.value))
}
