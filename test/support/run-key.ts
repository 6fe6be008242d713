import type { Page } from 'playwright-core'

/** An issuer, or the console of a stage, with the secret of its run. */
export interface Keyed {
  readonly url: string
  readonly key: string
}

/** What the link of a run leaves in a browser. */
export function keyCookie({ url, key }: Keyed): string {
  return `claimcheck-${new URL(url).port}=${key}`
}

/** A browser in which the link of a run was opened before. */
export async function keepKey(page: Page, { url, key }: Keyed): Promise<void> {
  const name = `claimcheck-${new URL(url).port}`
  await page.context().addCookies([{ name, value: key, url, httpOnly: true, sameSite: 'Strict' }])
}

/** Opens the link of a run in a browser, as a person at its terminal would. */
export async function openLink(page: Page, { url, key }: Keyed, path = '/'): Promise<void> {
  await page.goto(`${url}${path}?key=${key}`)
}
