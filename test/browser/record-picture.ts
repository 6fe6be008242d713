import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import sharp from 'sharp'
import { launchBrowser, openPage } from '../support/browser.ts'
import { startLocalRun } from '../support/local-run.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** Records docs/claimcheck.webp, the moving picture of the README: a real run, a real browser. `npm run docs:picture`. */

const size = { width: 1280, height: 800 }
const target = join(import.meta.dirname, '..', '..', 'docs', 'claimcheck.webp')

interface Frame {
  readonly png: Buffer
  readonly forMs: number
}

/** The frames so far. Each has a line at its foot that says what is seen. */
class Film {
  readonly frames: Frame[] = []
  readonly #page: Page
  #caption = ''

  constructor(page: Page) {
    this.#page = page
  }

  /** The line of the frames from now on. */
  say(caption: string): void {
    this.#caption = caption
  }

  /** Takes a frame of the page as it is. */
  async hold(forMs: number): Promise<void> {
    await this.#page.evaluate(caption(this.#caption))
    this.frames.push({ png: await this.#page.screenshot(), forMs })
  }

  /** A frame with the pointer on it, then the click. */
  async click(at: Locator): Promise<void> {
    const box = await at.boundingBox()
    if (!box) throw new Error(`Not visible: ${at}`)
    const place = [box.x + Math.min(box.width / 2, 120), box.y + box.height / 2] as const
    await this.#page.evaluate(pointer(place))
    await this.hold(700)
    await this.#page.evaluate(`document.getElementById('pointer')?.remove()`)
    await at.click()
  }

  /** A frame with half of the text, one with all of it. */
  async type(into: Locator, text: string): Promise<void> {
    for (const part of [text.slice(0, text.length / 2), text]) {
      await into.fill(part)
      await this.hold(200)
    }
  }
}

/** In the page: a line at its foot, and a dot where the pointer is; styles are set one by one, as its policy allows. */
function overlay(id: string, text: string, style: Readonly<Record<string, string>>): string {
  return `{
    const found = document.getElementById('${id}') ?? document.body.appendChild(document.createElement('div'))
    found.id = '${id}'
    found.textContent = ${JSON.stringify(text)}
    Object.assign(found.style, ${JSON.stringify({ position: 'fixed', pointerEvents: 'none', zIndex: '9', ...style })})
  }`
}

function caption(text: string): string {
  return overlay('caption', text, {
    inset: 'auto 0 0 0',
    padding: '14px 24px',
    font: '600 22px system-ui, sans-serif',
    color: '#fff',
    background: '#14171a',
    textAlign: 'center',
  })
}

function pointer([x, y]: readonly [number, number]): string {
  return overlay('pointer', '', {
    left: `${x - 13}px`,
    top: `${y - 13}px`,
    width: '26px',
    height: '26px',
    borderRadius: '50%',
    background: '#e0571b99',
    border: '2px solid #e0571b',
  })
}

async function signIn(page: Page, film: Film): Promise<void> {
  film.say('npm start: API, sign-in and console on your machine')
  await film.hold(1800)
  await film.click(page.getByRole('button', { name: 'Create an account' }))
  await page.getByLabel('Password').waitFor()
  film.say('A real sign-in, with users of your own')
  await film.type(page.getByLabel(/^E-?mail/), 'ada@example.com')
  await page.getByLabel('Password').fill('correct horse')
  await film.click(page.getByRole('button', { name: 'Create account' }))
  await page.locator('#response .response-head').getByText('200 OK').waitFor()
  film.say('The API answers, with a token that was really checked')
  await film.hold(2200)
}

async function breakToken(page: Page, film: Film): Promise<void> {
  await film.click(page.getByRole('radio', { name: 'Broken token' }))
  film.say('Break the token in one of 56 ways: here, an issuer that differs by a slash')
  const choice = page.getByLabel('What is wrong with it')
  await choice.selectOption('issuer-slash')
  await film.hold(1500)
  await film.click(page.getByRole('button', { name: 'Send', exact: true }))
  await page.locator('#response .response-head').getByText('401').waitFor()
  film.say('401, as on AWS. And why: what was found, what was expected, how to fix it')
  await film.hold(5000)
}

async function fixToken(page: Page, film: Film): Promise<void> {
  await film.click(page.getByRole('radio', { name: 'Access token', exact: true }))
  film.say('Fix it, send again')
  await film.click(page.getByRole('button', { name: 'Send', exact: true }))
  await page.locator('#response .response-head').getByText('200 OK').waitFor()
  await film.hold(1200)
  await film.click(page.getByRole('tab', { name: 'Principal' }))
  await page.locator('[aria-label="Principal"]').waitFor()
  film.say('What the handler gets: one Principal, for every provider')
  await film.hold(3500)
}

async function record(): Promise<Film> {
  const state = await temporaryFolder()
  const run = await startLocalRun({ stateDir: state.path })
  const browser = await launchBrowser()
  try {
    const { page } = await openPage(browser, { viewport: size, colorScheme: 'light' })
    await page.goto(/(?<=Console\s+)http\S+/.exec(run.output())?.[0] ?? '')
    const film = new Film(page)
    await signIn(page, film)
    await breakToken(page, film)
    await fixToken(page, film)
    return film
  } finally {
    await browser.close()
    await run.stop()
    await state.remove()
  }
}

const { frames } = await record()
const picture = await sharp(
  frames.map(({ png }) => png),
  { join: { animated: true } },
)
  .webp({ quality: 70, delay: frames.map(({ forMs }) => forMs), loop: 0, effort: 6 })
  .toBuffer()
await writeFile(target, picture)
const seconds = frames.reduce((sum, { forMs }) => sum + forMs, 0) / 1_000
process.stdout.write(
  `docs/claimcheck.webp: ${frames.length} frames, ${seconds} s, ${Math.round(picture.length / 1_000)} kB\n`,
)
