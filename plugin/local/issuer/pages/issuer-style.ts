import { Hono } from 'hono'
import { readAsset } from '../../web/assets.ts'

/** Path of the style sheet that the issuer's own pages load after the common one. */
export const issuerStyle = '/issuer.css'

/** Serves that style sheet. */
export async function issuerStyleRoute(): Promise<Hono> {
  const style = await readAsset('issuer.css')
  return new Hono().get(issuerStyle, (c) =>
    c.body(style, 200, {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    }),
  )
}
