import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser, openPage, type WatchedPage, whatAxeFinds } from '../support/browser.ts'
import { signUp } from '../support/console-page.ts'
import { beyondKeyboard } from '../support/keyboard.ts'
import { type LocalRun, startLocalRun } from '../support/local-run.ts'
import { writeManyRoutes } from '../support/many-routes.ts'
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts'

const timeoutMs = 300_000

const looks = [390, 1280].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({
    look: `${width} px, ${colorScheme}`,
    options: { viewport: { width, height: 860 }, colorScheme },
  })),
)

interface Shape {
  /** How many of the first level are seen. */
  readonly headings: number
  /** Whether the page is no wider than the window. */
  readonly fits: boolean
  readonly paper: string
  /** What the system asks for. */
  readonly isDark: boolean
}

const shapeInPage = `({
  headings: [...document.querySelectorAll('h1')].filter((each) => each.checkVisibility()).length,
  fits: document.documentElement.scrollWidth <= innerWidth,
  paper: getComputedStyle(document.documentElement).backgroundColor,
  isDark: matchMedia('(prefers-color-scheme: dark)').matches,
})`

/** A color on its way from one state to the other is none that a person reads. */
const transitionsEnd = `Promise.allSettled(
  document.getAnimations().filter((each) => each instanceof CSSTransition).map((each) => each.finished))`

const lightPaper = 'rgb(246, 243, 236)'
const darkPaper = 'rgb(20, 23, 26)'

const services = {
  'of three routes': async () => undefined,
  'of sixty routes': writeManyRoutes,
} as const

describe.each(['of three routes', 'of sixty routes'] as const)('the pages of a service %s', (size) => {
  let run: LocalRun
  let browser: Browser
  let service: TemporaryFolder | undefined
  let state: TemporaryFolder

  beforeAll(async () => {
    ;[service, state, browser] = await Promise.all([services[size](), temporaryFolder(), launchBrowser()])
    run = await startLocalRun({ stateDir: state.path, ...(service && { dir: service.path }) })
  }, timeoutMs)

  afterAll(async () => {
    await browser?.close()
    await run?.stop()
    await service?.remove()
    await state?.remove()
  }, timeoutMs)

  const linkOf = () => /http\S+\?key=\S+/.exec(run.output())?.[0] ?? ''

  /** What is wrong with a page: what axe finds, other than one heading of the first level, wider than the window. */
  async function lookAt(
    { page, complaints }: WatchedPage,
    where: string,
    status?: number,
  ): Promise<string[]> {
    await page.waitForLoadState('load')
    await page.evaluate(transitionsEnd)
    const { isDark, headings, fits, paper } = await page.evaluate<Shape>(shapeInPage)
    const isExpected = (complaint: string) =>
      status !== undefined && complaint.includes(`status of ${status}`)
    const wrong = [
      ...(await whatAxeFinds(page)),
      ...(headings === 1 ? [] : [`${headings} headings of the first level`]),
      ...(fits ? [] : ['wider than the window']),
      ...(paper === (isDark ? darkPaper : lightPaper) ? [] : [`its paper is ${paper}`]),
      ...complaints.splice(0).filter((complaint) => !isExpected(complaint)),
    ]
    return wrong.map((each) => `${where}: ${each}`)
  }

  test.each(looks)(
    'are sound at $look: axe finds nothing, each has its heading and fits the window',
    async ({ options }) => {
      const watched = await openPage(browser, options)
      const { page } = watched
      page.setDefaultTimeout(60_000)
      const wrong: string[] = []
      const sound: Sound = async (where, status) => void wrong.push(...(await lookAt(watched, where, status)))
      await walkConsole(page, sound)
      await walkIssuer(page, sound)
      await page.context().close()

      expect(wrong).toEqual([])
    },
    timeoutMs,
  )

  type Sound = (where: string, status?: number) => Promise<void>

  async function walkConsole(page: Page, sound: Sound): Promise<void> {
    await page.goto(run.consoleUrl)
    await page.getByRole('heading', { name: 'Open the console with its link' }).waitFor()
    await sound('locked', 401)
    await page.goto(linkOf())
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    await sound('welcome')
    await enter(page)
    await sound('call')
    await page.getByRole('button', { name: 'Show claims' }).click()
    await sound('claims')
    await page.getByRole('button', { name: 'Hide claims' }).click()
    await page.getByRole('radio', { name: 'Custom token' }).check()
    await page.getByLabel('Payload', { exact: true }).fill('{ "sub": ')
    await sound('custom token')
    await page.getByRole('button', { name: 'Expire now' }).click()
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByRole('heading', { name: /Refused at/ }).waitFor()
    await sound('refused')
    await walkOtherPages(page, sound)
  }

  /** Whatever the masthead leads to. */
  async function walkOtherPages(page: Page, sound: Sound): Promise<void> {
    const links = page.getByRole('navigation', { name: 'Pages' }).getByRole('link')
    const names = (await links.allInnerTexts()).filter((name) => !['Call', 'Users'].includes(name))
    for (const name of names) {
      await links.getByText(name, { exact: true }).click()
      // The page before has a heading, too.
      await page.locator('nav.pages a[aria-current]').getByText(name, { exact: true }).waitFor()
      await page.getByRole('heading', { level: 1 }).waitFor()
      await sound(name)
    }
    await links.getByText('Explain', { exact: true }).click()
    for (const [what, text] of await tokensToExplain(run)) {
      await page.getByRole('textbox', { name: 'Token' }).fill(text)
      await page.getByRole('heading', { name: what }).waitFor()
      await sound(`explain: ${what}`)
    }
  }

  async function walkIssuer(page: Page, sound: Sound): Promise<void> {
    await page.goto(`${run.consoleUrl}/users`)
    await sound('users')
    await page.getByRole('link', { name: /^Edit/ }).first().click()
    await page.getByRole('button', { name: 'Save' }).waitFor()
    await sound('user')
    await page.goto(`${run.consoleUrl}/docs/guide/refusals`)
    await sound('refusals')
    await page.goto(`${run.consoleUrl}/nope`)
    await sound('missing', 404)
    await page.goto(`${run.consoleUrl}/sign-in/ended`)
    await sound('ended sign-in', 400)
    await page.goto(`${run.consoleUrl}/#/call`)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await sound('sign in')
    await page.getByRole('link', { name: 'Create one' }).click()
    await page.waitForURL(/new-account/)
    await sound('sign up')
    await page.goBack()
    await page.getByRole('link', { name: 'Forgot your password?' }).click()
    await page.waitForURL(/forgotten/)
    await sound('forgotten')
  }

  /** As a new user the first time, later as the one that there is. */
  async function enter(page: Page): Promise<void> {
    if (!(await isKnown())) return signUp(page)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByLabel('Email').fill('ada@example.com')
    await page.getByLabel('Password').fill('correct horse')
    await page.keyboard.press('Enter')
    await page.locator('#response .response-head').getByText('200 OK').waitFor()
  }

  async function isKnown(): Promise<boolean> {
    const key = new URL(linkOf()).searchParams.get('key')
    const users = await fetch(`${run.consoleUrl}/users`, { headers: { authorization: `Bearer ${key}` } })
    return (await users.text()).includes('ada@example.com')
  }

  test(
    'every control is reached by keyboard in at most a dozen stops',
    async () => {
      const watched = await openPage(browser, { viewport: { width: 1280, height: 860 } })
      const { page } = watched
      page.setDefaultTimeout(60_000)
      await page.goto(linkOf())
      await enter(page)
      await page.locator('#requests [aria-current]').waitFor()
      expect(await beyondKeyboard(page, 12)).toEqual([])
      await page.getByRole('button', { name: 'Expire now' }).click()
      await page.getByRole('button', { name: 'Send', exact: true }).click()
      await page.getByRole('heading', { name: /Refused at/ }).waitFor()
      await page.locator('#requests [aria-current]', { hasText: '401' }).waitFor()
      expect(await beyondKeyboard(page, 12)).toEqual([])
      await page.getByRole('link', { name: 'Explain' }).click()
      await page.getByRole('textbox', { name: 'Token' }).waitFor()
      expect(await beyondKeyboard(page, 12)).toEqual([])
      await page.context().close()
    },
    timeoutMs,
  )
})

/** What the page says of each, and the text. */
async function tokensToExplain(run: LocalRun): Promise<(readonly [RegExp, string])[]> {
  const token = await run.token({ user: 'ada@example.com', use: 'access' })
  const [header, payload = '', signature] = token.split('.')
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
  const other = { ...claims, iss: 'https://acme.eu.auth0.com/', exp: 1_700_000_000 }
  const foreign = [header, Buffer.from(JSON.stringify(other)).toString('base64url'), signature].join('.')
  return [
    [/^Accepted$/, `Bearer ${token}`],
    [/Refused at signature/, `"${foreign}"`],
    [/Refused at decode/, 'Hello?'],
  ]
}
