import { type Context, type Handler, Hono } from 'hono'
import { readAsset } from '../web/assets.ts'
import { pageHeaders } from '../web/page-headers.ts'
import { onlyWithRunKey, type RunKeyOptions } from '../web/run-key.ts'
import { type ConsoleSettings, consolePage } from './console-page.ts'
import { docsPage, docsPages } from './docs-page.ts'
import { readScripts, type Scripts } from './scripts.ts'
import type { ConsoleApi } from './server/console-api.ts'
import { consoleApiRoutes } from './server/routes.ts'

export interface ConsoleRoutesOptions extends Pick<RunKeyOptions, 'key'> {
  readonly settings: ConsoleSettings
  readonly api: ConsoleApi
  /** Other origins that the page sends requests to: those of an issuer elsewhere. */
  readonly elsewhere?: readonly string[]
}

/**
 * The console, for who holds the key of the run, and the files that every page loads.
 *
 * @param url its origin: `http://localhost:3001`.
 */
export async function consoleRoutes(
  url: string,
  { settings, api, key, elsewhere = [] }: ConsoleRoutesOptions,
): Promise<Hono> {
  const [style, icon] = await Promise.all([readAsset('style.css'), readAsset('favicon.svg')])
  const command = settings.mode === 'local' ? 'serverless local' : 'serverless console'
  const withKey = onlyWithRunKey({ url, key, command })
  const app = new Hono()
  for (const path of ['/', '/docs/*', '/_console/*', '/_issuer/*']) app.use(path, withKey)
  app.get('/', (c) => {
    for (const [name, value] of Object.entries(pageHeaders(url, elsewhere))) c.header(name, value)
    return c.html(consolePage(settings))
  })
  for (const [path, shown] of Object.entries(docsPages))
    app.get(path, async (c) => {
      for (const [name, value] of Object.entries(pageHeaders(url))) c.header(name, value)
      return c.html(await docsPage(shown))
    })
  const { document } = api
  if (document) app.get('/openapi.json', async (c) => c.json(await document()))
  app.get('/style.css', (c) => file(c, style, 'text/css; charset=utf-8'))
  app.get('/favicon.svg', (c) => file(c, icon, 'image/svg+xml'))
  app.get('/favicon.ico', (c) => c.redirect('/favicon.svg', 301))
  app.get('/:name{.+\\.(?:js|css)}', scriptRoute())
  app.route('/_console', consoleApiRoutes(api, url))
  return app
}

/** Read when the first page asks for one, so that a start does not wait for it. */
function scriptRoute(): Handler {
  let reading: Promise<Scripts> | undefined
  return async (c, next) => {
    reading ??= readScripts()
    const { path } = c.req
    const script = (await reading).get(path)
    if (script === undefined) return next()
    return file(c, script, `text/${path.endsWith('.css') ? 'css' : 'javascript'}; charset=utf-8`)
  }
}

function file(c: Context, content: string, type: string): Response {
  const headers = { 'content-type': type, 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' }
  return c.body(content, 200, headers)
}
