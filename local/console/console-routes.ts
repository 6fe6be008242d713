import { readFile } from 'node:fs/promises'
import { type Context, Hono } from 'hono'
import { bundleScripts } from './bundle-scripts.ts'
import { type ConsoleSettings, consolePage } from './console-page.ts'
import type { Desk } from './desk/desk.ts'
import { deskRoutes } from './desk/desk-routes.ts'
import { pageHeaders } from './page-headers.ts'
import { refusalsPage } from './refusals-page.ts'

export interface ConsoleRoutesOptions {
  readonly settings: ConsoleSettings
  readonly desk: Desk
  /** Origins beside its own that the page talks to: those of an issuer elsewhere. */
  readonly elsewhere?: readonly string[]
}

/**
 * The console and the files that every page loads.
 *
 * @param url its origin: `http://localhost:3001`.
 */
export async function consoleRoutes(
  url: string,
  { settings, desk, elsewhere = [] }: ConsoleRoutesOptions,
): Promise<Hono> {
  const [scripts, style, deskStyle, icon] = await Promise.all([
    bundleScripts(),
    ownFile('style.css'),
    ownFile('desk.css'),
    ownFile('favicon.svg'),
  ])
  const app = new Hono()
  app.get('/', (c) => {
    // Signing in is tied to this origin: the same page under another name of this machine could not end it.
    if (new URL(c.req.url).host !== new URL(url).host) return c.redirect(`${url}/`, 302)
    for (const [name, value] of Object.entries(pageHeaders(url, elsewhere))) c.header(name, value)
    return c.html(consolePage(settings))
  })
  app.get('/docs/refusals', async (c) => {
    for (const [name, value] of Object.entries(pageHeaders(url))) c.header(name, value)
    return c.html(await refusalsPage())
  })
  app.get('/style.css', (c) => file(c, style, 'text/css; charset=utf-8'))
  app.get('/desk.css', (c) => file(c, deskStyle, 'text/css; charset=utf-8'))
  app.get('/favicon.svg', (c) => file(c, icon, 'image/svg+xml'))
  app.get('/favicon.ico', (c) => c.redirect('/favicon.svg', 301))
  for (const [path, script] of scripts)
    app.get(path, (c) => file(c, script, 'text/javascript; charset=utf-8'))
  app.route('/_console', deskRoutes(desk, url))
  return app
}

function ownFile(name: string): Promise<string> {
  return readFile(new URL(name, import.meta.url), 'utf8')
}

function file(c: Context, content: string, type: string): Response {
  const headers = { 'content-type': type, 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' }
  return c.body(content, 200, headers)
}
