import { readFile } from 'node:fs/promises'
import { Hono } from 'hono'

/** Path of the style sheet that the issuer's own pages load beside the common one. */
export const issuerStyle = '/issuer.css'

/** Serves that style sheet. */
export async function issuerStyleRoute(): Promise<Hono> {
  const style = await readFile(new URL('./issuer.css', import.meta.url), 'utf8')
  return new Hono().get(issuerStyle, (c) =>
    c.body(style, 200, {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    }),
  )
}
