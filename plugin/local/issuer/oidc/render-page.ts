import type { KoaContextWithOIDC } from 'oidc-provider'
import type { Html } from '../../web/page.ts'
import { pageHeaders } from '../../web/page-headers.ts'
import type { IssuerContext } from '../issuer-context.ts'

/** Answers a request to one of `oidc-provider`'s own pages with one of ours. */
export async function renderPage(ctx: KoaContextWithOIDC, { url }: IssuerContext, page: Html): Promise<void> {
  ctx.set(pageHeaders(url))
  ctx.type = 'html'
  ctx.body = String(await page)
}
