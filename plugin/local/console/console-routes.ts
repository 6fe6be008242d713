import { readFile } from 'node:fs/promises'
import { type Context, Hono } from 'hono'
import { pageHeaders } from '../web/page-headers.ts'
import { bundleScripts } from './bundle-scripts.ts'
import { type ConsoleSettings, consolePage } from './console-page.ts'
import { refusalsPage } from './refusals-page.ts'
import type { ConsoleServer } from './server/console-api.ts'
import { deskRoutes } from './server/routes.ts'

export interface ConsoleRoutesOptions {
  readonly settings: ConsoleSettings
  readonly desk: ConsoleServer
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
    readFile(new URL('../web/style.css', import.meta.url), 'utf8'),
    readFile(new URL('./console.css', import.meta.url), 'utf8'),
    readFile(new URL('../web/favicon.svg', import.meta.url), 'utf8'),
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
  app.get('/console.css', (c) => file(c, deskStyle, 'text/css; charset=utf-8'))
  app.get('/favicon.svg', (c) => file(c, icon, 'image/svg+xml'))
  app.get('/favicon.ico', (c) => c.redirect('/favicon.svg', 301))
  for (const [path, script] of scripts)
    app.get(path, (c) => file(c, script, 'text/javascript; charset=utf-8'))
  app.route('/_console', deskRoutes(desk, url))
  return app
}

function file(c: Context, content: string, type: string): Response {
  const headers = { 'content-type': type, 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' }
  return c.body(content, 200, headers)
}
